"""Two hundred texts by which people break out of pages: the families of cross-site scripting, each payload behind each way out of
a place in HTML, and tricks of Unicode. Each that ran would set `window.broken`."""

PAYLOADS = (
    "<script>window.broken=1</script>", "<img src=x onerror=window.broken=1>", "<svg onload=window.broken=1>", "<iframe srcdoc='<script>parent.broken=1</script>'>",
    "<a href=javascript:window.broken=1>x</a>", "<style>*{display:none}</style>", "<base href=https://example.org/>",
    "<meta http-equiv=refresh content=0;url=data:text/html,x>", "<form action=https://example.org/><button>x</button></form>", "<details open ontoggle=window.broken=1>",
)  # fmt: skip
WAYS_OUT = (
    "", '">', "'>", "</script>", "</style>", "</title>", "</bdi></div>", "--><!-- ", "]]>", "</svg></math>", "</noscript>", "</pre></td></table>",
    "</option></select>", '\\"}]}</script>', "</template></textarea></xmp>",
)  # fmt: skip
OTHERS = (
    '" onmouseover="window.broken=1', "' autofocus onfocus='window.broken=1", "` onload=`window.broken=1", "javascript:window.broken=1", "JaVaScRiPt:window.broken=1",
    "java\tscript:window.broken=1", "data:text/html,<script>window.broken=1</script>", "vbscript:msgbox(1)", "<scr<script>ipt>window.broken=1</scr</script>ipt>",
    "<ScRiPt >window.broken=1</sCrIpT >", "<script\n>window.broken=1</script\n>", "<script/x>window.broken=1</script/x>", "<<script>window.broken=1//<</script>",
    "<!--<script>", "<!--<script>--><script>window.broken=1</script>", "<!-- --!><img src=x onerror=window.broken=1>", "<![CDATA[<script>window.broken=1</script>]]>",
    "<?xml version='1.0'?><x onclick=window.broken=1>", "<!doctype html><script>window.broken=1</script>", "<math><mtext></form><form><mglyph><style></math><img src onerror=window.broken=1>",
    "<svg><style><img src=x onerror=window.broken=1></style>", "<noscript><p title=\"</noscript><img src=x onerror=window.broken=1>\">", "<table><tr><td></table><script>window.broken=1</script>",
    "&lt;script&gt;window.broken=1&lt;/script&gt;", "&#60;script&#62;window.broken=1&#60;/script&#62;", "&#x3c;img src=x onerror=window.broken=1&#x3e;", "&amp;lt;b&amp;gt;", "&notanentity; &copy &amp",
    "\\u003cscript\\u003ewindow.broken=1\\u003c/script\\u003e", "\\x3cscript\\x3ewindow.broken=1", "</script", "</SCRIPT\t>", "{{constructor.constructor('window.broken=1')()}}", "${window.broken=1}", "#{7*7}", "<%= 7*7 %>",
    "*/window.broken=1/*", "//--></script>", "expression(window.broken=1)", "url(javascript:window.broken=1)", "@import 'https://example.org/x.css';", "}body{display:none}",
    "\u202e<tpircs>", "\u2066unclosed \u202b isolate", "\u2028window.broken=1\u2029", "＜script＞window.broken=1＜/script＞", "<\u200bscript>", "a\u0301\u0301\u0301 \U0001f469\u200d\U0001f52c\ufe0f", "\ufeff<b>", "\uffff\ufffe<i>",
)  # fmt: skip
HOSTILE = [way + payload for way in WAYS_OUT for payload in PAYLOADS] + list(OTHERS)
