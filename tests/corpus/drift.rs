//! Whole reports of several departments: nothing false is found in them, and most slips are.

use hengji::check::{self, Finding};
use hengji::score;

use super::twice::{apart, report};

/// Summaries and the chapters they sum up, as whole reports have them; nothing in them contradicts.
const REPORTS: [(&str, [&str; 2]); 5] = [
    (
        "临江区教育局",
        [
            "2021年，我局紧扣年度目标，较好完成各项任务。全年投入资金3.26亿元，新建改扩建学校18所，新增学位12,400个，有效缓解“入学难”。全区学前教育毛入园率92.6%，普惠性幼儿园覆盖率86.4%，义务教育巩固率99.2%，高中阶段毛入学率97.8%。招聘教师326名，交流轮岗教师128名，开展各级各类教师培训3,260人次。资助家庭经济困难学生16,240人次，发放资助资金1,862.4万元，做到应助尽助。校园安全专项检查学校86所，排查整改隐患132处，全年未发生重大校园安全事故。家长满意度93.6%。",
            "（一）产出指标完成情况。\n1.数量指标。新建改扩建学校18所，其中新建6所、改扩建12所；新增学位12,400个，其中小学学位6,400个、初中学位3,600个、幼儿园学位2,400个；招聘教师326名，完成年度计划300名的108.67%；交流轮岗教师128名；教师培训3,260人次，其中国培126人次、省培286人次。\n2.质量指标。学前教育毛入园率92.6%，较上年提高1.4个百分点；普惠性幼儿园覆盖率86.4%；义务教育巩固率99.2%；高中阶段毛入学率97.8%。\n3.时效指标。学校建设项目12月底前完工17所，完工率94.4%。\n4.成本指标。生均公用经费小学650元、初中850元。\n（二）效益指标完成情况。资助家庭经济困难学生16,240人次，发放资助资金1,862.4万元。\n（三）满意度指标完成情况。发放家长问卷1,200份，回收有效问卷1,163份，家长满意度93.6%。",
        ],
    ),
    (
        "临江区卫生健康局",
        [
            "全年完成新冠病毒疫苗接种862,400剂次，核酸检测126.8万人次，设置发热门诊6个、采样点32个。基本公共卫生服务人均经费79元，居民电子健康档案建档率93.6%，65岁以上老年人健康管理率72.4%，高血压患者规范管理率70.8%，糖尿病患者规范管理率70.1%，孕产妇系统管理率95.6%。家庭医生签约126,240人。监督检查医疗机构362家次、公共场所632家次，立案查处68起，罚没款86.2万元。发放计划生育奖励扶助金186.2万元、特别扶助金126.8万元。群众满意度90.2%。",
            "一是疫情防控。全区设置发热门诊6个，设置采样点32个，其中常态化采样点18个、备用采样点14个，核酸检测126.8万人次，疫苗接种862,400剂次，其中加强针12.6万剂次。\n二是公共卫生。居民电子健康档案建档率93.6%，目标90%；65岁以上老年人健康管理率72.4%，目标70%；高血压患者规范管理率70.8%；糖尿病患者规范管理率70.1%；孕产妇系统管理率95.6%。家庭医生签约126,240人，其中重点人群62,800人。\n三是综合监督。监督检查医疗机构362家次，立案36起，罚没款48.6万元；监督检查公共场所632家次，立案32起，罚没款37.6万元。\n四是计划生育。奖励扶助1,862人，奖励扶助金186.2万元；特别扶助126人，特别扶助金126.8万元。",
        ],
    ),
    (
        "临江县水利局",
        [
            "全年完成水利投资2.86亿元，治理中小河流26.8公里，除险加固小型水库9座，新建高标准农田灌溉渠道36.2公里，治理水土流失面积36.5平方公里，农村自来水普及率96.5%，集中式饮用水水质达标率98.2%。巡查河道12,600人次，清理“四乱”问题86个，水行政立案26起。用水总量1.82亿立方米，控制在1.86亿立方米以内。",
            "（1）防洪减灾。治理中小河流26.8公里，其中青山河12.6公里、白沙河14.2公里；除险加固小型水库9座，验收9座，验收率100%。\n（2）农村供水。改造管网126公里，农村自来水普及率96.5%，比上年95.2%提高1.3个百分点，集中式饮用水水质达标率98.2%。\n（3）灌溉和水土保持。新建高标准农田灌溉渠道36.2公里，治理水土流失面积36.5平方公里，完成目标35平方公里的104.29%。\n（4）河湖管理。巡查河道12,600人次，清理“四乱”问题86个，其中乱占26个、乱采12个、乱堆38个、乱建10个；水行政立案26起，结案25起。",
        ],
    ),
    (
        "临江区民政局",
        [
            "城乡低保对象5,126户8,964人，发放低保金4,862.6万元；特困供养人员682人，发放供养金986.4万元；临时救助1,264人次，发放临时救助金186.2万元。建成社区养老服务中心8个，新增养老床位320张，为2,680名老人提供居家养老服务。办理婚姻登记6,280对，社会组织年检率96.2%。残疾人两项补贴惠及6,862人，发放补贴资金862.8万元。",
            "1.社会救助。城乡低保对象5,126户8,964人，其中城市1,260户2,168人、农村3,866户6,796人，发放低保金4,862.6万元；特困供养人员682人，其中集中供养286人，发放供养金986.4万元；临时救助1,264人次，发放临时救助金186.2万元，人均1,473元。\n2.养老服务。建成社区养老服务中心8个，新增养老床位320张，其中护理型床位180张，床位使用率62.6%。\n3.社会事务。办理婚姻登记6,280对，其中结婚4,280对、离婚2,000对；社会组织年检率96.2%，上年95.1%。\n4.残疾人福利。残疾人两项补贴惠及6,862人，发放补贴资金862.8万元，其中困难残疾人生活补贴362.6万元、重度残疾人护理补贴500.2万元。",
        ],
    ),
    (
        "临江区人力资源和社会保障局",
        [
            "城镇新增就业16,240人，失业人员再就业4,260人，就业困难人员就业1,862人，城镇登记失业率2.8%。开展补贴性职业技能培训6,800人次，新增高技能人才1,260人。发放创业担保贷款8,620万元，带动就业2,680人。劳动人事争议案件结案率98.1%，调解成功率72.6%，为1,126名农民工追发工资1,286万元。引进高层次人才126名。",
            "（一）就业创业。城镇新增就业16,240人，完成目标15,000人的108.27%；失业人员再就业4,260人，完成目标4,000人的106.5%；就业困难人员就业1,862人；城镇登记失业率2.8%，低于4.5%的控制目标。发放创业担保贷款8,620万元，其中个人贷款6,420万元、小微企业贷款2,200万元。\n（二）技能提升。开展补贴性职业技能培训6,800人次，其中企业职工4,200人次、农民工2,600人次；新增高技能人才1,260人。\n（三）劳动关系。受理劳动人事争议案件862件，结案846件，结案率98.1%，调解成功率72.6%；查处欠薪案件86件，为1,126名农民工追发工资1,286万元。\n（四）人才工作。引进高层次人才126名，其中博士26名、硕士100名。",
        ],
    ),
];

/// Finds the numbers with a comma, a point or three digits that stand in both texts with the same four letters behind.
fn shared(texts: [&str; 2]) -> Vec<String> {
    let is_digit = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.');
    let mut out = Vec::new();
    let mut rest = texts[0];
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let length = rest[at..].find(|letter| !is_digit(letter)).unwrap_or(rest.len() - at);
        let number = rest[at..at + length].trim_end_matches([',', '.']);
        let unit: String = rest[at + number.len()..].chars().take(1).collect();
        let whole = format!("{number}{unit}");
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let is_once = texts.iter().all(|text| text.matches(&whole).count() == 1);
        if digits > 2 && is_once && unit != "年" {
            out.push(whole);
        }
        rest = &rest[at + length..];
    }
    out
}

/// Changes the places of two digits that differ.
fn slipped(number: &str) -> Option<String> {
    let mut letters: Vec<char> = number.chars().collect();
    let digits: Vec<usize> = (0..letters.len()).filter(|at| letters[*at].is_ascii_digit()).collect();
    let pair = digits
        .windows(2)
        .rev()
        .find(|pair| pair[0] > 0 && letters[pair[0]] != letters[pair[1]])?;
    letters.swap(pair[0], pair[1]);
    Some(letters.into_iter().collect())
}

#[test]
fn most_slips_between_a_summary_and_its_chapter_are_found() {
    let (mut found, mut missed) = (0, Vec::new());
    for (department, texts) in REPORTS {
        assert_eq!(apart(&report(department, texts)), [], "{department}");
        for number in shared(texts) {
            let Some(other) = slipped(&number) else { continue };
            let changed = texts[1].replacen(&number, &other, 1);
            let said = apart(&report(department, [texts[0], &changed]));
            let is_it = |one: &Finding| one.sentence.contains(&number) && one.sentence.contains(&other);
            assert!(said.len() < 2 && said.iter().all(is_it), "{number} {other}: {said:?}");
            match said.is_empty() {
                true => missed.push(number),
                false => found += 1,
            }
        }
    }
    assert!(found >= missed.len() * 9, "{found} found, missed {missed:?}");
}

#[test]
fn whole_reports_bring_no_false_sum_or_rate() {
    for (department, texts) in REPORTS {
        let project = report(department, texts);
        let all = check::check(&project, &score::score(&project)).into_iter();
        let sums: Vec<Finding> = all.filter(|one| ["C40", "C41"].contains(&one.rule)).collect();
        assert_eq!(sums, [], "{department}");
    }
}
