/**
 * The one style sheet: public pages, printed pages, and what later pages build on. Tokens first; light and dark from the
 * same names; no fonts or pictures fetched from anywhere.
 */
export const style = `
:root{
  color-scheme:light dark;
  --paper:#faf9f6;--sheet:#fff;--ink:#1b2126;--soft:#566068;--line:#e2ded5;--tint:#f2efe8;
  --accent:#1b4c5e;--kept:#1b7347;--risk:#8a5a00;--broken:#b0241c;--unseen:#5f6870;
  --serif:"Iowan Old Style","Charter","Palatino Linotype",Palatino,Georgia,"DejaVu Serif",serif;
  --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",sans-serif;
  --mono:ui-monospace,"Cascadia Mono","SF Mono","DejaVu Sans Mono",monospace;
}
@media (prefers-color-scheme:dark){:root{--paper:#13171a;--sheet:#1a1f23;--ink:#e9e7e2;--soft:#a8b0b6;--line:#2e353b;--tint:#20262b;--accent:#92c6d8;--kept:#74d19f;--risk:#e8b95c;--broken:#f4978f;--unseen:#a0a8af}}
*{box-sizing:border-box}
html{font:106.25%/1.6 var(--sans);color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;overflow-wrap:break-word}
h1,h2,h3,.rights a{hyphens:auto}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:.06em}
a:hover{text-decoration-thickness:.12em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.6rem;background:var(--sheet);padding:.5rem .9rem;z-index:2}
.clock{background:var(--risk);color:var(--paper);text-align:center;font-size:.85rem;padding:.25rem 1rem}
header.top{border-bottom:1px solid var(--line);background:var(--sheet)}
.bar{max-width:74rem;margin:0 auto;padding:.85rem 1.5rem;display:flex;gap:.3rem 1.4rem;align-items:baseline;flex-wrap:wrap;font-size:.88rem;color:var(--soft)}
.bar strong{color:var(--ink);font:600 1.08rem/1.3 var(--serif)}
.bar strong a{color:inherit;text-decoration:none}
.bar nav{margin-left:auto;display:flex;gap:.3rem 1.1rem;flex-wrap:wrap}
.bar [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
main{width:100%;max-width:74rem;margin:0 auto;padding:2.6rem 1.5rem 4rem;flex:1}
main.with-aside{display:grid;grid-template-columns:minmax(0,1fr) 17rem;gap:4rem}
h1{font:600 2.5rem/1.15 var(--serif);letter-spacing:-.01em;margin:0 0 .5rem;text-wrap:balance}
h2{font:600 1.45rem/1.3 var(--serif);margin:3rem 0 .5rem;scroll-margin-top:1rem;text-wrap:balance}
h3{font:600 1.02rem/1.4 var(--sans);margin:1.6rem 0 .3rem}
p{margin:.5rem 0;max-width:44rem;text-wrap:pretty}
.lead{font:1.2rem/1.6 var(--serif);color:var(--soft);max-width:38rem;margin:.2rem 0 1.6rem}
.note{color:var(--soft);font-size:.9rem}
.standing{background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.3rem;max-width:44rem}
.standing p{margin:0;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;align-items:baseline}
.standing b{font-size:1.25rem}
.meter{display:flex;gap:3px;height:8px;margin:.8rem 0 .5rem}
.meter i{flex:1;border-radius:2px;background:var(--kept)}
.meter .at-risk{background:var(--risk)}.meter .deviation{background:var(--broken)}
.meter .no-occasion{background:var(--line)}.meter .being-checked{background:var(--risk);opacity:.6}
.meter .not-yet-shown{background:none;border:1.5px solid var(--unseen)}
ul.promises{list-style:none;margin:.4rem 0 1.2rem;padding:0;max-width:44rem}
ul.promises>li{border-top:1px solid var(--line)}
ul.promises>li:last-child{border-bottom:1px solid var(--line)}
.promise{display:grid;grid-template-columns:1fr auto;gap:1.4rem;padding:.85rem .2rem;align-items:start}
.promise p{margin:0}
details>summary{list-style:none;cursor:pointer}
details>summary::-webkit-details-marker{display:none}
details>summary:hover{background:var(--tint)}
details>summary p::after{content:"";display:inline-block;width:.42em;height:.42em;margin-left:.55em;border-right:.11em solid var(--soft);border-bottom:.11em solid var(--soft);transform:translateY(-.18em) rotate(45deg);transition:transform .12s}
details[open]>summary p::after{transform:translateY(.05em) rotate(-135deg)}
@media (prefers-reduced-motion:reduce){details>summary p::after{transition:none}}
.mark{font-size:.82rem;white-space:nowrap;padding-top:.22rem;color:var(--kept);display:inline-flex;gap:.4rem;align-items:center;font-weight:500}
.mark svg{width:1.05rem;height:1.05rem;flex:none}
.mark.at-risk,.mark.being-checked{color:var(--risk)}.mark.deviation{color:var(--broken)}.mark.not-yet-shown,.mark.no-occasion{color:var(--unseen)}
.mark small{color:var(--soft);font-weight:400}
.proof{background:var(--tint);border-radius:8px;margin:0 .2rem 1rem;padding:.9rem 1.1rem;font-size:.88rem}
.proof dl{display:grid;grid-template-columns:9.5rem 1fr;gap:.35rem 1rem;margin:0}
.proof dt{color:var(--soft)}.proof dd{margin:0}
code{font:.86em var(--mono);overflow-wrap:anywhere}
pre{background:var(--tint);border-radius:8px;padding:.9rem 1.1rem;overflow-x:auto;max-width:44rem}
table{border-collapse:collapse;width:100%;max-width:44rem;font-size:.92rem;margin:.8rem 0 1.2rem}
th,td{text-align:left;vertical-align:top;padding:.65rem .9rem .65rem 0;border-top:1px solid var(--line)}
tbody tr:last-child td,tbody tr:last-child th{border-bottom:1px solid var(--line)}
thead th{font-weight:600;color:var(--soft);font-size:.82rem;border-top:0}
tbody th{font-weight:600}tbody th small{display:block;font-weight:400;color:var(--soft);font-size:.92em}
td ul{margin:0;padding-left:1.1rem}
.scroll{overflow-x:auto}
.rows table{width:auto;max-width:none}.rows td{min-width:6rem;max-width:24rem;overflow-wrap:anywhere}.rows caption{text-align:left;color:var(--soft);font-size:.85rem}.rows h4{font:600 1rem/1.4 var(--sans,inherit);margin:1.1rem 0 .2rem}
dl.facts{max-width:44rem;margin:.8rem 0;display:grid;gap:.4rem}
dl.facts>div{display:grid;grid-template-columns:12.5rem minmax(0,1fr);column-gap:1.2rem}.entry dl.facts>div{grid-template-columns:9.5rem minmax(0,1fr)}
dl.facts dt{color:var(--soft);grid-column:1}dl.facts dd{margin:0;grid-column:2;overflow-wrap:anywhere}dl.facts dd+dd{margin-top:.2rem}
.entries{max-width:44rem;margin:.6rem 0 1.4rem}.entry{border-top:1px solid var(--line);padding:1rem 0 .5rem}.entry:last-child{border-bottom:1px solid var(--line)}
.entry>:is(h2,h3){margin:0;font:600 1.12rem/1.4 var(--serif)}.entry p{margin:.15rem 0 .6rem}.entry dl.facts{font-size:.92rem;margin:.4rem 0 .6rem}
ul.plain{max-width:44rem;padding-left:1.15rem;margin:.3rem 0 1rem;columns:3 11rem;column-gap:2rem}ul.plain>li{break-inside:avoid;padding-right:.4rem}
a.out svg{width:.62em;height:.62em;margin-left:.22em;vertical-align:.1em}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.other:not(:target),.paper{display:none}
.filter{max-width:44rem;margin:1.2rem 0;background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:0 1.3rem}
.filter>summary{padding:.8rem 1.3rem;margin:0 -1.3rem;border-radius:10px;color:var(--accent)}.filter>summary p{margin:0;font-weight:500}
.filter fieldset{border:0;margin:0;padding:0;min-width:0;display:flex;flex-wrap:wrap;gap:.5rem}.filter legend{padding:0;margin-bottom:.5rem;color:var(--soft)}
.filter label{display:inline-flex;overflow-wrap:anywhere;gap:.5rem;align-items:center;border:1px solid var(--line);border-radius:2rem;padding:.4rem .95rem .4rem .8rem;cursor:pointer}
.filter label:has(:checked){border-color:var(--accent);background:var(--tint)}.filter input{accent-color:var(--accent);width:1.05rem;height:1.05rem;margin:0}
.filter form>p{display:flex;gap:1.2rem;align-items:center;margin:1rem 0}.filter .note{margin-bottom:1rem}
body.bare{min-height:0;background:transparent}.bare main{padding:1rem 1.2rem;max-width:48rem}.bare h1{font-size:1.35rem}.bare .entry>h2{font-size:1.02rem}
.leaf h2{font:600 1.12rem/1.4 var(--serif);margin:1.8rem 0 .3rem}.leaf .entry>h2{margin:0}.leaf table{table-layout:fixed}.leaf td,.leaf th{overflow-wrap:anywhere}
aside{position:sticky;top:1.5rem;align-self:start;font-size:.92rem}
aside h2{font:600 .78rem/1 var(--sans);letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:0 0 .8rem}
ul.rights{display:grid;gap:.5rem;margin:0 0 2.2rem;padding:0;list-style:none}
ul.rights a{display:flex;justify-content:space-between;gap:.8rem;align-items:baseline;text-decoration:none;background:var(--sheet);border:1px solid var(--line);border-radius:8px;padding:.6rem .85rem;color:var(--ink)}
ul.rights a:hover{border-color:var(--accent)}ul.rights span{color:var(--soft);font-size:.8rem;text-align:right;white-space:nowrap}
ul.toc{list-style:none;margin:0;padding:0 0 0 .9rem;border-left:2px solid var(--line);display:grid;gap:.35rem}
ul.toc a{text-decoration:none}ul.toc a:hover{text-decoration:underline}
ol.versions{list-style:none;padding:0;max-width:44rem}ol.versions>li{border-top:1px solid var(--line);padding:1rem 0}
.change{display:grid;grid-template-columns:6.5rem 1fr;gap:.2rem 1rem;font-size:.94rem;margin:.3rem 0}
.change b{color:var(--soft);font-weight:600}
form.plain{max-width:34rem}
button,.button{font:600 1rem/1.2 var(--sans);background:var(--accent);color:var(--paper);border:0;border-radius:8px;padding:.75rem 1.2rem;cursor:pointer;text-decoration:none;display:inline-block}
button:hover{filter:brightness(1.1)}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:.84rem;background:var(--sheet)}
footer span{overflow-wrap:anywhere}footer>div{max-width:74rem;margin:0 auto;padding:1.4rem 1.5rem;display:flex;flex-wrap:wrap;gap:.4rem 2rem}
.hash{font-family:var(--mono);font-size:.92em}
@media(max-width:60rem){
  main,main.with-aside{padding-top:1.6rem}
  main.with-aside{grid-template-columns:minmax(0,1fr);gap:2rem}
  aside{position:static;order:2}.toc,aside h2.on-page{display:none}
  ul.rights{grid-template-columns:1fr 1fr;margin:0}
  h1{font-size:2rem}.proof dl{grid-template-columns:1fr}.proof dt{margin-top:.4rem}
}
@media(max-width:44rem){
  table.stack:not(.other,.paper) thead{position:absolute;left:-99rem}table.stack:not(.other,.paper),table.stack tbody,table.stack tr:not(.other),table.stack td,table.stack th{display:block}
  table.stack td.empty{display:none}table.stack tbody tr:last-child :is(td,th){border:0}table.stack tbody tr:last-child{border-bottom:1px solid var(--line)}
  table.stack td,table.stack th{border:0;padding:.1rem 0}table.stack tr{border-top:1px solid var(--line);padding:.7rem 0}
  table.stack td[data-label]::before{content:attr(data-label);display:block;color:var(--soft);font-size:.8rem;margin-top:.3rem}
}
@media(max-width:34rem){
  html{font-size:100%}h1{font-size:min(2rem,10vw)}h2{font-size:min(1.45rem,7.5vw)}.lead{font-size:min(1.2rem,6.2vw)}.bar nav{margin-left:0;width:100%}
  .promise{grid-template-columns:1fr;gap:.1rem}
  ul.rights{grid-template-columns:1fr}ul.rights a{flex-wrap:wrap;gap:0 .8rem}
  .mark{white-space:normal}ul.promises,.entries,dl.facts{overflow-wrap:anywhere}
  dl.facts>div{display:block}dl.facts dt{font-size:.85rem;margin-top:.3rem}
  .change{grid-template-columns:1fr}
}
@media print{
  :root{--paper:#fff;--sheet:#fff;--tint:#fff;--ink:#000;--soft:#333;--line:#999;--accent:#000}
  header.top nav,aside,.skip,.meter,.filter,details>summary p::after{display:none}
  .other:not(:target),.paper{display:revert}table.paper,table.other{display:table}tr.other{display:table-row}dl.facts.other{display:grid}
  html{font-size:10.5pt}main,main.with-aside{display:block;padding:0}.bar,footer>div{padding-left:0;padding-right:0}
  ul.promises>li,.entry,tr,h2,h3,dl.facts>div{break-inside:avoid}h2,h3{break-after:avoid}
  a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em}
}
`.trim()
