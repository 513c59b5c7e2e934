"""How report.html looks: the paper's own black, one accent, faces that every system has; light and
dark.
"""

STYLE = """
:root{color-scheme:light dark;--ink:#191817;--soft:#635f58;--line:#dcd7cd;--paper:#fbf9f5;
--sheet:#fff;--accent:#a3171f;--warn:#8a5300;--note:#4a5560;--on:#fff;
--serif:"Iowan Old Style","Palatino Nova","Palatino Linotype",Palatino,Charter,Georgia,
"Noto Serif",serif;
--sans:"Avenir Next","Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif;
--mono:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media(prefers-color-scheme:dark){
:root{--ink:#ece8e1;--soft:#aaa499;--line:#3d3a36;--paper:#191817;--sheet:#222;--accent:#ff8f86;--warn:#f0b95a;
--note:#b4bec8;--on:#191817}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:16px}
body{margin:0 auto;max-width:1240px;padding:40px 28px 80px;font:15px/1.5 var(--sans);
color:var(--ink);background:var(--paper)}
a{color:inherit;text-decoration-color:var(--accent);text-underline-offset:3px}
a:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
header{border-top:6px solid var(--ink);padding-top:14px}
.over{margin:0;color:var(--soft);font-size:13px}
h1{font:700 46px/1.05 var(--serif);letter-spacing:-.01em;margin:6px 0 4px}
.day{font:italic 18px/1.3 var(--serif);color:var(--soft);margin:0 0 22px}
.facts{display:flex;flex-wrap:wrap;margin:0;border-top:1px solid var(--ink);
border-bottom:1px solid var(--ink)}
.facts div{flex:1 1 110px;padding:12px 16px 10px;border-left:1px solid var(--line);display:flex;
flex-direction:column-reverse}
.facts div:first-child{border-left:0;padding-left:0}
.facts dt{font-size:13px;color:var(--soft)}
.facts dd{margin:0;font:700 30px/1.1 var(--serif);font-variant-numeric:lining-nums}
.facts .bad dd,.facts .bad dt{color:var(--accent)}
nav{display:flex;flex-wrap:wrap;gap:4px 22px;padding:12px 0;font-size:14px;
border-bottom:1px solid var(--line)}
nav a{text-decoration:none}nav a:hover{text-decoration:underline;
text-decoration-color:var(--accent)}
section{margin-top:52px}
h2{font:700 24px/1.2 var(--serif);border-top:2px solid var(--ink);padding-top:9px;margin:0 0 14px}
h3{font:700 15px/1.4 var(--sans);margin:22px 0 4px}h3 i{font-style:normal;font-weight:400;
color:var(--soft)}
h3.error,h3.warning{color:var(--accent)}
.none{font:italic 17px/1.4 var(--serif);color:var(--soft);margin:0}
.pages{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:28px 22px;
align-items:start}
figure{margin:0}figure:target img{outline:4px solid var(--accent)}
figure img{width:100%;height:auto;display:block;background:var(--sheet);
box-shadow:0 0 0 1px var(--line),0 6px 18px #0002}
figure a:hover img{box-shadow:0 0 0 1px var(--ink),0 8px 22px #0003}
figcaption{font:15px/1.3 var(--serif);padding:9px 0 0 26px}
figcaption b{font:700 13px/1 var(--sans);display:inline-block;width:26px;margin-left:-26px}
figcaption i{display:block;font:13px/1.4 var(--sans);color:var(--soft)}
.scroll{overflow-x:auto;background:
linear-gradient(90deg,var(--paper) 50%,transparent) 0 0/36px 100% no-repeat local,
linear-gradient(270deg,var(--paper) 50%,transparent) 100% 0/36px 100% no-repeat local,
linear-gradient(90deg,#0003,transparent) 0 0/12px 100% no-repeat scroll,
linear-gradient(270deg,#0003,transparent) 100% 0/12px 100% no-repeat scroll}.narrow{max-width:620px}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.4}
th{font-weight:600;text-align:left;color:var(--soft);font-size:13px;
border-bottom:1px solid var(--ink);white-space:nowrap;vertical-align:bottom!important}
th.n{white-space:normal;line-height:1.25}
td{border-bottom:1px solid var(--line)}
td,th{padding:6px 18px 6px 0;vertical-align:top}td:last-child,th:last-child{padding-right:0}
tbody tr:hover{background:color-mix(in srgb,var(--ink) 4%,transparent)}
td b{font:700 15px/1.35 var(--serif)}td small{display:block;color:var(--soft);
font:12px/1.4 var(--mono)}
.n{text-align:right;font-variant-numeric:tabular-nums lining-nums;white-space:nowrap}
code{font:12px/1.4 var(--mono);overflow-wrap:anywhere}.key{white-space:nowrap}
.bar{display:block;height:9px;margin-top:6px;background:var(--ink);opacity:.75;min-width:1px}
.narrow td:last-child{width:46%}.narrow td.n:last-child{width:auto}
.was{font:13px/1.3 var(--sans)!important;color:var(--soft)!important;order:-1}
.note,.where{color:var(--soft);font-size:13px}.note{margin:6px 0}
caption,.filter input{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.filter{border:0;padding:0;margin:0 0 8px;display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.filter legend{float:left;margin-right:4px;color:var(--soft)}
.filter label{border:1px solid var(--line);border-radius:99px;padding:6px 14px;font-size:14px;
cursor:pointer}
.filter input:checked+label{background:var(--ink);color:var(--paper);border-color:var(--ink)}
.filter input:focus-visible+label{outline:2px solid var(--accent);outline-offset:2px}
#findings:has(#show-error:checked) .group:not(.error),
#findings:has(#show-warning:checked) .group:not(.warning),
#findings:has(#show-info:checked) .group:not(.info){display:none}
.findings{list-style:none;margin:0;padding:0}
.finding{display:flex;gap:14px;padding:10px 0;border-bottom:1px solid var(--line)}
.finding:target{background:color-mix(in srgb,var(--accent) 9%,transparent)}
.finding>div{min-width:0;overflow-wrap:anywhere}.finding p{margin:0;max-width:80ch}
.finding .remedy{font:italic 16px/1.4 var(--serif)}
.where{display:flex;flex-wrap:wrap;gap:0 14px}
.number{flex:none;display:inline-block;min-width:26px;height:26px;padding:0 5px;border-radius:13px;
font:700 13px/26px var(--sans);text-align:center;text-decoration:none;background:var(--note);
color:var(--on);font-variant-numeric:tabular-nums}
.error>.number,.number.error{background:var(--accent)}
.warning>.number,.number.warning{background:var(--warn)}
.number:target{outline:3px solid var(--ink);outline-offset:2px}
.sheet{position:relative}.sheet img{border-radius:1px}
.mark{position:absolute;border:2px solid var(--note);pointer-events:none;display:flex;
flex-wrap:wrap;align-content:flex-start;gap:2px}
.mark.error{border-color:var(--accent)}.mark.warning{border-color:var(--warn)}
.mark .number{pointer-events:auto;margin:-2px 0 0 -2px}
.chips{display:flex;flex-wrap:wrap;gap:6px;padding-top:6px}
h3.warning{color:var(--warn)}
@media(max-width:1000px){.facts{display:grid;grid-template-columns:repeat(4,1fr)}
.facts div:nth-child(4n+1){border-left:0;padding-left:0}}
@media(max-width:640px){body{padding:16px 16px 56px}h1{font-size:34px}section{margin-top:36px}
.facts{display:grid;grid-template-columns:1fr 1fr}
.facts div,.facts div:first-child{padding:8px 12px 8px 0;border-left:0}
.facts dd{font-size:24px}nav a{padding:6px 0}
.pages{grid-template-columns:1fr}
.scroll:not(.narrow) :is(table,tbody){display:block}
.scroll:not(.narrow) thead{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}
.scroll:not(.narrow) tr{display:grid;grid-template-columns:1fr 1fr;gap:2px 18px;padding:10px 0;
border-bottom:1px solid var(--line)}
.scroll:not(.narrow) td{display:flex;justify-content:space-between;gap:12px;width:auto;
padding:2px 0;border:0;text-align:right;white-space:normal;min-width:0}
.scroll:not(.narrow) :is(td:has(b),td:has(code),td:not(.n)){grid-column:1/-1;text-align:left}
.scroll:not(.narrow) td[data-label]:before{content:attr(data-label);color:var(--soft);
font-size:13px}
.scroll:not(.narrow) td[data-label]:not(.n):before{flex:0 0 104px}
.scroll:not(.narrow) td:has(b):before,.scroll:not(.narrow) td[data-empty]{display:none}
td>div{min-width:0;overflow-wrap:anywhere;flex:0 1 auto}td:not(.n)>div{flex:1}
.narrow :is(td,th){padding-right:12px}}
@media print{body{max-width:none;padding:0}nav{display:none}section{break-inside:avoid-page}
.pages{grid-template-columns:repeat(4,1fr)}}
"""
