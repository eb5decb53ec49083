"""The closed lists of words by which `index.mining.places` tells a place from what only looks like one."""

from __future__ import annotations

from typing import Final

SETTLEMENTS: Final = ("社区", "街道", "苏木", "嘎查", "镇", "乡", "村")
"""What a settlement's name ends with."""

CAN_HOLD: Final = ("市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "苏木")
"""What the name of a place ends with before which a known word may be a settlement's name."""

ADMINISTRATIVE: Final = ("省", *CAN_HOLD)
"""What the name of a place ends with that cannot be the beginning of a settlement's name, or a street's."""

BETWEEN_NAMES: Final = "·"
"""Stands between the names of one person: 施耐德·阿曼 is not from Oman."""

_STREETS: Final = "路 街 大街 大道 巷 胡同 东路 西路 南路 北路 中路 东街 西街 南街 北街"
STREETS: Final = frozenset(_STREETS.split())
"""What a street's name ends with: 南京|路 is not Nanjing, but 鼓楼区|东街 is in 鼓楼区."""

_RESTS: Final = "左旗 右旗 前旗 后旗 中旗 子 尔 迪 夫 斯"
RESTS: Final = frozenset(_RESTS.split())
"""What makes another name of any before it: 杭锦旗|后旗, 榆林|子, 巴格达|迪."""

BEFORE: Final = frozenset(
    "在的是对和了与为新从同据到年至向由让把驻届赴将给以着走就名多而使来好于月但有及日等被出去除称看经"
    "暨视亿个做受起全占裔次后自继回过往下因之家用老像号沿仅上祝应送说开遭前部令游我当大内致位比旧进强"
    "县距或跨时即跟获环项访市地乡区入评还离一非装条岁借段率成线道讲谈镇助按批架站救可若靠只那设反外谋"
    "奏化请点如兼支咱件高行都抵达并则故均居共各某每该本其此已曾却也又再更最不未没能会要想愿需须才中万"
    "里省州港城人们方处含"
)
"""Single characters that are words before a name.

Any other is the rest of a word that was cut wrongly: 朱|马里 and 湖|南岳|阳 are a person and another city.
"""

_NO_NAMES: Final = (
    "部分 不少 所有 多个 多处 各个 每个 整个 全体 个别 主要 首个 首批 首家 最大 这个 那个 某个 一个 两个 "
    "二个 三个 四个 五个 六个 七个 八个 九个 十个 几个 数个 多数 很多 许多 众多 大量 一名 一些 一处 一座 "
    "各地 其他 其它 其中 其余 附近 周边 当地 本地 沿线 沿途 下辖 所辖 辖区 辖内 全市 全区 全县 全镇 全省 "
    "全国 市区 城区 郊区 县城 城市 城镇 农村 乡村 山区 牧区 市县 区县 老旧 新型 贫困 边境 边远 偏远 优秀 "
    "先进 示范 试点 典型 重点 中心 核心 基层 新建 新增 智慧 数字 和谐 平安 文明 美丽 幸福 友好 特色 完整 "
    "绿色 绿化 无疫 安置 搬迁 移民 民族 少数 创新 小学 学校 幼儿园 派出所 居民 村民 党员 群众 老人 农民 "
    "牧民 渔民 工人 运动员 艺术 民俗 旅游 通过 开展 聚焦 采取 针对 利用 依托 实行 坚持 深入 实现 实施 "
    "担任 抽调 走进 走访 来到 进入 推动 推进 推出 加强 完善 建设 建立 打造 创建 组织 指导 支持 帮助 动员 "
    "引导 鼓励 落实 发挥 提升 促进 覆盖 涉及 选派 选出 探索 首推 普及 发动 联合 开设 设立 增加 改造 服务 "
    "参与 融入 下沉 联系 结合 围绕 以及 包括 属于 成为 作为 位于 变成 转变 带动 畅通 立足 搭建 强化 构建 "
    "形成 成立 启动 启用 举办 举行 发放 发布 派驻 全面 全力 积极 主动 不断 继续 正在 已经 同时 目前 今年 "
    "去年 如今 近日 今天 昨天 加快 大力 率先 统筹 整合 激活 激发 规范 优化 改善 分别 藏族 回族 满族 苗族 "
    "彝族 壮族 瑶族 侗族 土家 蒙古族 朝鲜族 达斡尔 鄂温克 鄂伦春 深度 高新 北部 南部 东部 西部 中部 "
    "东北部 西北部 东南部 西南部 头号 冬奥 亚运 奥运 "
)
NO_NAMES: Final = frozenset(_NO_NAMES.split())
"""What else than a name stands between a county and 社区 or 街道: 赛罕区各个社区, 武汉市老旧社区."""

WRONG_STARTS: Final = frozenset("省市区县旗州盟镇乡村")
"""What no settlement's name begins with, but the name before it ends with: 林芝|镇嘎拉村."""

LOOSE_STARTS: Final = frozenset(
    "一二两三四五六七八九十百千万几数多半每各全某本该这那此其我你他她它以从在由于对及即既还也都又只不"
    "没无未有含被把让向为跟和与或同给将就到去来是像如比做搞办当作成过越最更太很逐整驻入进出回返离建撤"
    "联包帮扶"
)
"""What no name at the beginning of a clause begins with: 在弼佑镇, 以金祥嘎查, 三人乡."""
