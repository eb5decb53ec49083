"""Documents as e-papers and news sites have them, with sentences of our own."""

from __future__ import annotations

FIRST = "近日，红蜂驿站在解放路社区启用，为外卖骑手提供歇脚、充电和饮水服务。"
SECOND = "社区党委书记王芳说，驿站每天开放十二个小时，还请来志愿者为孩子们辅导功课。"
THIRD = "下一步，全区将再建二十个这样的服务点，让更多劳动者感受到城市的温暖。"

FOUNDER = f"""\
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">
<HTML><HEAD><META content="text/html; charset=utf-8" http-equiv=Content-Type>
<TITLE>日报-2025年04月18日-红蜂驿站让骑手有了家</TITLE>
<script>document.write("2019年01月01日 脚本里的日期，不是报道。")</script></HEAD>
<BODY>
<table><tr><td><a href="node_1.htm">第01版：要闻</a></td><td><a href="node_2.htm">第02版：党建</a></td></tr>\
</table>
<table><tr><td>2025年04月18日 星期五</td><td><a href="#">上一期</a>&nbsp;<a href="#">下一期</a></td></tr>
<tr><td>第07版：党建</td></tr></table>
<TABLE><TR><TD>
<founder-introtitle>玉泉区：</founder-introtitle>
<strong>玉泉区：</strong><br>
<strong>红蜂驿站让骑手有了家</strong><br>
</TD></TR>
<TR><TD>记者 李明 通讯员 云静波</TD></TR>
<TR><TD><founder-content><!--enpcontent--><P>　　{FIRST}</P>
<P>　　<STRONG>志愿者来了</STRONG></P><P>　　{SECOND}
</P><P>　　{THIRD}</P><!--/enpcontent--></founder-content></TD></TR></TABLE>
<table><tr><td>版权所有 日报社 未经授权禁止转载。</td></tr></table>
</BODY></HTML>
<!--enpproperty <founder-date>2025-04-18 23:59:59</founder-date><founder-author>李明</founder-author>\
<founder-title>红蜂驿站让骑手有了家</founder-title><founder-subtitle></founder-subtitle>\
<founder-introtitle>玉泉区：</founder-introtitle><founder-pagenum>7</founder-pagenum>\
<founder-papername>日报</founder-papername><founder-type>1</founder-type> /enpproperty-->
"""
"""An article of a paper set with Founder's system."""

FOUNDER_PAGE = f"""\
<html><head><title>日报-第07版：党建</title></head><body>
<ul><li><a href=content_1.htm>红蜂驿站让骑手有了家</a></li>
<li><a href=content_2.htm>二十个服务点年内建成</a></li></ul>
<div style="display:none">{FIRST}{SECOND}</div>
</body></html>
<!--enpproperty <founder-date>2025-04-18</founder-date><founder-pagenum>7</founder-pagenum>\
<founder-papername>日报</founder-papername><founder-type>2</founder-type>\
<founder-content>日报</founder-content> /enpproperty-->
"""
"""A page of the same paper: a list of its articles."""

ZOOM = f"""\
<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>红蜂驿站让骑手有了家</title></head><body>
<div class="paper-box"><img src="page.jpg"></div>
<ul class="news-list"><li><a href="content_1.html">二十个服务点年内建成，外卖骑手有望就近歇脚</a></li></ul>
<div class="article">
<h3>玉泉区：</h3>
<h1>红蜂驿站让骑手有了家</h1>
<h2>全区年内再建二十个</h2>
<p class="sec">本报记者 李明 云静波 《内蒙古日报》（2025年04月18日 第 07 版）</p>
<div id="ozoom"><p>　　{FIRST}</p><p>　　{SECOND}<br/>　　{THIRD}</p></div>
</div>
<div class="foot">Copyright © 内蒙古日报社 版权所有</div>
</body></html>
"""
"""An article of a paper with its headline stacked over it."""

SITE = f"""\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>红蜂驿站让骑手有了家_社会_某某新闻网</title>
<meta property="og:title" content="红蜂驿站让骑手有了家">
<meta property="article:published_time" content="2025-04-17T22:30:00Z">
<meta property="article:section" content="社会">
<meta name="author" content="某某新闻网">
<style>.x {{ color: red; }} 红蜂驿站样式，不是正文。</style>
</head>
<body>
<div class="nav"><a href="/">首页</a> <a href="/news">新闻，要闻</a> <a href="/society">社会</a></div>
<div class="breadcrumb">您所在的位置：<a href="/">首页</a> &gt; <a href="/society">社会</a> &gt; 正文</div>
<h1>
红蜂驿站让骑手有了家
</h1>
<div class="info"><span>2025-04-18 06:30</span> <span>来源：<a href="#">呼和浩特日报</a></span>\
 <span>作者：杨彩霞</span> <span>字号：</span></div>
<div class="content">
<p><img src="1.jpg"></p>
<p style="text-align:center">图为骑手在驿站里休息。云静波 摄</p>
<p>{FIRST}</p>
<h2>志愿者来了</h2>
<p>{SECOND[:20]}<a href="/tag">{SECOND[20:24]}</a>{SECOND[24:]}</p>
<div class="ad"><a href="/ad">限时优惠，点击领取外卖红包</a></div>
<p>{THIRD}</p>
<p>（责任编辑：王芳）</p>
</div>
<div class="related"><h3>相关新闻</h3><ul>\
<li><a href="/1">二十个服务点年内建成，外卖骑手有望就近歇脚</a></li>\
<li><a href="/2">网格员上门，把政策讲给新就业群体听</a></li></ul></div>
<div class="comments"><p>网友甲：这样的驿站，希望我们小区也能有一个，骑手们太辛苦了，风里来雨里去。</p></div>
<footer><p>版权所有 某某新闻网，未经授权不得转载。新闻信息服务许可证：1234567。</p></footer>
<noscript>请启用脚本，否则无法浏览。</noscript>
</body>
</html>
"""
"""An article saved from a news site."""

TEASERS = "".join(
    f'<div><h2><a href="/{number}">外卖骑手有了歇脚的地方，第{number}个驿站启用</a></h2>'
    f"<p>第{number}个驿站近日启用，为骑手提供充电和饮水服务，受到欢迎。</p></div>"
    for number in range(8)
)
LIST = f"<html><head><title>社会新闻</title></head><body>{TEASERS}</body></html>"
"""A list of articles with their abstracts."""
