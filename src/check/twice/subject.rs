//! What a number is said of: the words beside it, without those that say nothing.

use std::collections::HashMap;

use super::super::names::parted;

/// Words before what is counted that do not say what it is.
const LEAD: &str = "全年 今年 本年度 本年 当年 年内 年度 我局 我委 我单位 我部门 我中心 我县 我区 我市 我 本局 本单位 \
    本部门 全局 全委 全系统 全区 全县 全市 全州 全旗 区内 辖区内 辖区 累计 共计 共 合计 总计 总共 \
    其中 和 及 与 并 还 已经 已 同时 另外 此外 截至目前 目前 实际 实现 圆满 顺利 全面 完成了 完成 受理 发放 创建 开展了 开展 \
    组织实施 组织 实施 推进 推动 进行 大力 积极 深入 持续 扎实 有序 成功 切实 认真 稳步 有效 了 年 度 主要 按期 按时 \
    超额 在 对 为 使 的 到 年末 年底 部门整体 部门 共有 现有 通过 ， 、 ： : . ． ） )";
/// Words between what is counted and its number that do not say what it is.
const TAIL: &str = "为 是 达到 达 至 到 共 共计 合计 总计 累计 了 已 已经 完成 开展 组织 实施 进行 实现 实际 总数 总量 数量 数 值 情况 全年 有 \
    均为 约 ， ： : “ （";
/// Words inside it that do not.
const WITHIN: [&str; 7] = ["各级", "各类", "各项", "了", "“", "”", " "];
/// Words at its end that say that a number is one to be reached.
const TARGET: &str = "年初目标值 年度目标值 年初目标 年度目标 目标任务数 目标任务 目标值 目标 计划数 计划 任务数 任务 年度指标值 \
    指标值 预期值 预期 要求 ≥ ≤ ＞ ＜ ﹥ ﹤";
/// Words at its beginning that do.
const PLANNED: [&str; 9] = [
    "年初计划",
    "计划",
    "年初目标",
    "目标",
    "要求",
    "应完成",
    "需完成",
    "预期",
    "拟",
];
/// Words that say that it is what was reached.
const REACHED: [&str; 6] = ["完成", "完成了", "实现", "实际", "达到", "达"];
/// Words that are said of many things, so that they tell nothing by themselves.
const GENERIC: &str = "出动 执法 人员 检查 抽查 巡查 巡逻 督查 督导 排查 复查 监督 监管 发现 存在 问题 隐患 整改 责令 督促 查处 查办 \
    立案 结案 办结 办理 受理 处理 处置 处罚 行政 违法 违规 行为 案件 案值 罚款 罚没 罚没款 金额 资金 经费 投入 支出 \
    补助 补贴 发放 拨付 支付 兑现 专项 财政 资料 宣传 宣传册 培训 培训班 活动 会议 讲座 次数 场次 人次 人数 家数 \
    户数 批次 件数 群众 居民 企业 单位 机构 项目 工程 工作 任务 参加 参与 参训 服务 惠及 受益 覆盖 覆盖率 合格率 \
    完成率 达标率 整改率 办结率 处理率 处置率 回收率 及时率 到位率 发放率 准确率 通过率 增长率 使用率 利用率 合格 \
    不合格 完好率 率 问卷 调查 收回 回收 有效 各类 各项 新增 新建 新 建成 改造 改建 扩建 完工 验收 竣工 开工 完成 \
    开展 组织 举办 召开 印发 制定 出台 修订 名 个 其他 其余 涉及 车辆 工作人员 干部 职工 专业 专家 邀请 接待 走访 \
    回访 现场 样品 样本 抽检 检测 检验 监测 采样 占 占比 比例 比重 增长 提高 提升 增加 下降 减少 降低 缩短 压减 节约 \
    比 较 与 上年 去年 同期 同比 环比 相比 多 少 超 超额 目标 年初 预算 决算 执行 比上年 为 达 达到 是 从 由 到 至 \
    约 共 计 的 和 及 在 对 将 把 被 向 给 等 于 以 中 上 下 内 全部 总 合计 平均 每 人均 户均 均 接受 申请 审核 \
    审批 审查 评审 登记 备案 编制 撰写 上报 报送 收到 收集 采集 录入 采购 购置 配备 安装 更换 维修 维护 设置 设立 \
    成立 组建 引进 招聘 录用 资助 扶持 帮扶 救助 救治 慰问 通报 约谈 警告 关停 取缔 注销 吊销 没收 销毁 下架 召回 \
    曝光 公示 公布 公开 发布 推送 刊发 报道 稿件 信息 文件 方案 制度 报告 数据 台账 满意度 满意率 满意 得分 扣分 \
    分值 权重 指标 产出 效益 质量 数量 时效 成本 第一批 第二批 全年 未 不 已 无 有 没有 需 应 拟 实际 实现 学员 对象 \
    人民 社会 公众 次 余 重点 主要 一般 日常 常规 定期 集中";
/// What is said of the whole by itself, and the one name of it where it has several.
const WHOLE: [(&str, &str); 22] = [
    ("年初预算的", "年初预算的"),
    ("年初预算数", "年初预算"),
    ("年初预算", "年初预算"),
    ("预算数", "预算"),
    ("预算总额", "预算"),
    ("调整预算数", "调整预算"),
    ("调整后预算数", "调整预算"),
    ("调整预算", "调整预算"),
    ("执行数", "执行"),
    ("预算执行数", "执行"),
    ("支出决算数", "支出决算"),
    ("支出决算", "支出决算"),
    ("决算数", "支出决算"),
    ("执行率", "执行率"),
    ("预算执行率", "执行率"),
    ("支出执行率", "执行率"),
    ("基本支出", "基本支出"),
    ("项目支出", "项目支出"),
    ("自评得分", "自评得分"),
    ("群众满意度", "群众满意度"),
    ("服务对象满意度", "服务对象满意度"),
    ("公众满意度", "公众满意度"),
];
/// Words with which an item of a list in a sentence begins.
const ITEMS: [&str; 8] = ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是"];
/// Letters of a subject that must tell something.
const TELLING: usize = 2;
/// Letters below which a subject is too short to be recognised.
const SHORT: usize = 4;

/// What a number is said of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subject {
    /// Its words.
    pub(super) words: String,
    /// Its remark in brackets: （个体户）.
    pub(super) remark: String,
    /// Letters of it that tell something.
    pub(super) telling: usize,
    /// The number is one to be reached.
    pub(super) is_target: bool,
    /// Its words say that it is what was reached.
    pub(super) is_reached: bool,
    /// It is an amount, a rate or a share of the whole.
    pub(super) is_whole: bool,
}

impl Subject {
    /// Tells whether it says by itself what the number is.
    pub(super) fn is_own(&self) -> bool {
        self.telling >= TELLING && self.words.chars().count() >= SHORT
    }
}

/// The words, ready to be looked for.
pub(super) struct Lexicon {
    lead: Vec<&'static str>,
    tail: Vec<&'static str>,
    target: Vec<&'static str>,
    generic: HashMap<char, Vec<&'static str>>,
}

impl Lexicon {
    pub(super) fn new() -> Self {
        let sorted = |words: &'static str| {
            let mut words: Vec<&str> = words.split_whitespace().collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words
        };
        let mut generic: HashMap<char, Vec<&str>> = HashMap::new();
        for word in sorted(GENERIC) {
            if let Some(first) = word.chars().next() {
                generic.entry(first).or_default().push(word);
            }
        }
        Self {
            lead: sorted(LEAD),
            tail: sorted(TAIL),
            target: sorted(TARGET),
            generic,
        }
    }

    /// Reads the words beside a number.
    pub(super) fn subject(&self, words: &str) -> Subject {
        let (mut bare, remark) = parted(words);
        for word in WITHIN {
            bare = bare.replace(word, "");
        }
        let (mut is_target, mut is_reached) = (false, false);
        // 布置重点工作一是新增市场主体 begins with 新增.
        let items = ITEMS.iter().filter_map(|word| Some(bare.rfind(word)? + word.len()));
        let mut rest = &bare[items.max().unwrap_or_default()..];
        let mut whole;
        loop {
            rest = without_year(rest);
            whole = WHOLE.iter().find(|(name, _)| *name == rest);
            if whole.is_some() {
                break;
            }
            let planned = PLANNED.iter().find_map(|word| rest.strip_prefix(word));
            let planned = planned.or_else(|| self.target.iter().find_map(|word| rest.strip_suffix(word)));
            if let Some(less) = planned {
                is_target = true;
                rest = less;
                continue;
            }
            let lead = self.lead.iter().find_map(|word| Some((rest.strip_prefix(word)?, word)));
            let idle = lead.or_else(|| self.tail.iter().find_map(|word| Some((rest.strip_suffix(word)?, word))));
            let Some((less, word)) = idle else { break };
            is_reached |= REACHED.contains(word);
            rest = less;
        }
        Subject {
            telling: self.telling(rest),
            words: whole.map_or(rest, |(_, name)| name).to_owned(),
            is_whole: whole.is_some(),
            remark,
            is_target,
            is_reached,
        }
    }

    /// Counts the letters that no word said of many things covers.
    fn telling(&self, words: &str) -> usize {
        let mut rest = words;
        let mut count = 0;
        while let Some(first) = rest.chars().next() {
            let generic = self.generic.get(&first).into_iter().flatten();
            let word = generic.into_iter().find(|word| rest.starts_with(**word));
            count += usize::from(word.is_none() && first.is_alphabetic());
            rest = &rest[word.map_or(first.len_utf8(), |word| word.len())..];
        }
        count
    }
}

/// Takes 2020年度 away from the beginning.
fn without_year(words: &str) -> &str {
    let rest = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
    match words.len() - rest.len() {
        4 => rest.strip_prefix('年').unwrap_or(words),
        _ => words,
    }
}
