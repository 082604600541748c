//! The officer's words outside the report that take bindings: reasons, measures, goals, the feet of the form.

use super::{Field, Goal, Indicator, Project};

/// Which words of a project they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prose<'p> {
    /// A text of an indicator, its printed name, and its field where it is edited as one.
    Indicator(&'p Indicator, &'static str, Option<Field>),
    /// A text of a goal, with the goal's position from 0 and the text's printed name.
    Goal(usize, &'p Goal, &'static str),
    /// The text of the budget, by its printed name.
    Budget(&'static str),
    /// A text of the form's foot, by its printed name.
    Form(&'static str),
}

/// Returns words in quotation marks; those inside them become single ones (GB/T 15834-2011, 4.8.3).
pub fn quoted(words: &str) -> String {
    format!("“{}”", words.trim().replace('“', "‘").replace('”', "’"))
}

impl Project {
    /// Returns every text that takes bindings, those of the report aside, in the order of the form.
    pub fn prose(&self) -> Vec<(Prose<'_>, &str)> {
        let mut all = vec![(Prose::Budget("未完成或调整原因说明"), self.budget.explanation.as_str())];
        for (position, goal) in self.goals.iter().enumerate() {
            all.push((Prose::Goal(position, goal, "内容"), &goal.text));
            all.push((Prose::Goal(position, goal, "完成情况"), &goal.achieved));
        }
        for indicator in &self.indicators {
            let of = |name, field| Prose::Indicator(indicator, name, field);
            all.push((of("完成情况", Some(Field::Description)), &indicator.description));
            all.push((of("偏差原因", Some(Field::Reason)), &indicator.reason));
            all.push((of("改进措施", Some(Field::Measure)), &indicator.measure));
            all.push((of("结果应用建议", None), &indicator.application));
        }
        all.push((Prose::Form("偏差大或目标未完成原因分析"), &self.deviation_analysis));
        all.push((Prose::Form("改进措施及结果应用方案"), &self.improvement_plan));
        all
    }

    /// Returns the places of the same texts, in the same order.
    pub fn prose_mut(&mut self) -> Vec<&mut String> {
        let mut all = vec![&mut self.budget.explanation];
        for goal in &mut self.goals {
            all.extend([&mut goal.text, &mut goal.achieved]);
        }
        for indicator in &mut self.indicators {
            all.extend([
                &mut indicator.description,
                &mut indicator.reason,
                &mut indicator.measure,
                &mut indicator.application,
            ]);
        }
        all.extend([&mut self.deviation_analysis, &mut self.improvement_plan]);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_are_those_of_the_texts() {
        let mut project = Project {
            goals: vec![Goal::default(); 2],
            indicators: vec![Indicator::default(); 2],
            ..Project::default()
        };
        for (position, text) in project.prose_mut().into_iter().enumerate() {
            *text = position.to_string();
        }
        let texts = project.prose();
        assert_eq!(15, texts.len());
        for (position, (_, text)) in texts.into_iter().enumerate() {
            assert_eq!(position.to_string(), text);
        }
    }
}
