/// The one style sheet of all pages, set into each of them.
///
/// Contrast is at least 4.5 to 1 for text and 3 to 1 for lines that matter, in both colour schemes (WCAG 2.2 §1.4.3,
/// §1.4.11). There is no red: no status is an accusation. `overflow-wrap: anywhere` keeps a word of any length inside.
enum Stylesheet {
  static let text: HTMLWriter.Literal = """
    :root{color-scheme:light dark;--ink:#1b1f24;--soft:#4a5460;--page:#fff;--panel:#f5f6f8;--line:#8b95a1;--faint:#d9dde2;
    --link:#0b4f9e;--good:#d9efe2;--part:#fdf0c8;--other:#e6e9ee;--wait:#dcebfb;--mark:#17508f;--warn:#fbe3d2;--ins:#d9efe2;--del:#f2e3ea}
    @media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#b3bcc6;--page:#14171a;--panel:#1d2126;--line:#77818d;
    --faint:#343b43;--link:#8cc0ff;--good:#1d4330;--part:#4a3d10;--other:#31373f;--wait:#1c3a5c;--mark:#8cc0ff;--warn:#52321a;
    --ins:#1d4330;--del:#4d2438}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif;
    overflow-wrap:anywhere}
    header,main,footer,.banner{max-width:76rem;margin:0 auto;padding:0 1.25rem}
    a{color:var(--link)}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible,input:focus-visible
    {outline:3px solid var(--mark);outline-offset:2px}
    .skip{position:absolute;left:-100vw}.skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.25rem .75rem;z-index:2}
    .banner{border:2px solid var(--line);background:var(--part);padding:.6rem 1.25rem;margin-top:1rem;border-radius:.4rem}
    .banner p{margin:.15rem 0}.banner strong{letter-spacing:.02em}
    h1{font-size:1.75rem;line-height:1.2;margin:1.25rem 0 .25rem}h2{font-size:1.3rem;margin:2.25rem 0 .75rem;
    border-bottom:1px solid var(--faint);padding-bottom:.25rem}h3{font-size:1.08rem;margin:0 0 .4rem}h4{font-size:1rem;margin:1rem 0 .3rem}
    .sub{color:var(--soft);margin:.1rem 0 1rem}.notice{background:var(--panel);border-left:4px solid var(--line);padding:.5rem .9rem;margin:1rem 0}
    .notice p{margin:.2rem 0}nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;padding:0;margin:.5rem 0 0}
    nav a{display:inline-block;padding:.15rem 0;min-height:1.5rem}
    dl.fields{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.25rem 1rem;margin:0}dl.fields dt{color:var(--soft)}
    dl.fields dd{margin:0;min-width:0}
    code,.hash{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}
    .proof{background:var(--panel);border:1px solid var(--faint);border-radius:.4rem;padding:1rem}
    .scroll{overflow-x:auto;position:relative}table{border-collapse:collapse;width:100%}caption{position:absolute;left:-100vw;width:20rem}
    bdi{overflow-wrap:anywhere}time{white-space:nowrap}
    th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--faint);overflow-wrap:break-word}
    thead th{border-bottom:2px solid var(--line);font-weight:600}tbody th{font-weight:600}td.num,th.num{text-align:right;white-space:nowrap}
    .lab{display:none}.badge{display:inline-block;padding:.05rem .5rem;border-radius:.3rem;border:1px solid var(--line);background:var(--other);margin:.05rem .2rem .05rem 0}
    .badge.note{background:var(--page);border-style:dashed}
    .s-met{background:var(--good)}.s-part{background:var(--part)}.s-other,.s-filed,.s-optional{background:var(--other)}.s-upcoming,.s-open{background:var(--wait)}
    .s-overdue,.s-missing{background:var(--warn)}.s-off{background:var(--page)}
    .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(11rem,44%),1fr));gap:.6rem;padding:0;margin:0;list-style:none}
    .figures li{background:var(--panel);border:1px solid var(--faint);border-radius:.4rem;padding:.5rem .75rem}.figures b{display:block;font-size:1.15rem}
    h3{margin-top:1.2rem}article h3{margin-top:0}.scroll{margin-bottom:.6rem}
    article{border:1px solid var(--faint);border-radius:.4rem;padding:1rem;margin:0 0 1rem}article>p:first-of-type{margin-top:.2rem}
    .said{white-space:pre-line;margin:.3rem 0;padding-left:.8rem;border-left:3px solid var(--faint)}.gone{color:var(--soft);font-style:italic}.small{color:var(--soft);font-size:.92em}
    .sides{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.sides>div{min-width:0}
    ins{background:var(--ins);text-decoration:underline}del{background:var(--del);text-decoration:line-through}
    svg{max-width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,"DejaVu Sans",sans-serif}.line svg{min-width:34rem}.axis{stroke:var(--line);stroke-width:2}
    .span{fill:var(--wait);stroke:var(--line)}.grace{fill:var(--part);stroke:var(--line)}.pin{stroke:var(--ink);stroke-width:1.5}
    .dot{fill:var(--page);stroke:var(--ink);stroke-width:1.5}.dot.filed{fill:var(--good)}.course{fill:none;stroke:var(--mark);stroke-width:2}.point{fill:var(--mark)}
    ol.legend{columns:24rem;margin:.5rem 0}details{margin:.5rem 0}summary{cursor:pointer;padding:.15rem 0}
    td.code{text-align:center;white-space:nowrap;border:1px solid var(--faint)}.b-met{fill:var(--good)}.b-part{fill:var(--part)}.b-wait{fill:var(--wait)}.b-other{fill:var(--other)}.b-blank{fill:var(--page)}
    .bar{display:block;margin-bottom:.2rem}.bar rect{stroke:var(--line)}input.filters{width:1.2rem;height:1.2rem;vertical-align:middle;margin:.2rem .3rem .2rem 0}
    label.filters{display:inline-block;margin-right:1.2rem;padding:.15rem 0}
    footer{margin-top:2.5rem;padding-bottom:2rem;border-top:1px solid var(--faint)}
    @media (max-width:44rem){dl.fields{grid-template-columns:1fr;gap:0}dl.fields dd{margin-bottom:.5rem}.sides{grid-template-columns:1fr}
    header,main,footer,.banner{padding-left:.9rem;padding-right:.9rem}.banner{margin-left:.5rem;margin-right:.5rem}
    table.cards thead{position:absolute;left:-100vw}table.cards,table.cards tbody,table.cards tr,table.cards th,table.cards td{display:block}
    table.cards tr{border:1px solid var(--faint);border-radius:.4rem;margin-bottom:.7rem;padding:.4rem .6rem}table.cards th,table.cards td{border:0;padding:.12rem 0}
    table.cards .lab{display:inline-block;min-width:8.5rem;color:var(--soft);font-weight:400}table.cards td.num{text-align:left}}
    @media print{@page{size:A4;margin:16mm 14mm}:root{--page:#fff;--ink:#000;--soft:#333;--panel:#fff;--line:#666;--faint:#bbb;--link:#000;
    --good:#fff;--part:#fff;--other:#fff;--wait:#fff;--warn:#fff;--ins:#fff;--del:#fff;--mark:#000}body{font-size:10pt}nav,.skip,.filters{display:none}
    tr,li{break-inside:avoid}h2,h3,h4,thead{break-after:avoid}thead{display:table-header-group}.scroll{overflow:visible}
    header,main,footer,.banner{max-width:none;padding-left:0;padding-right:0}.banner{padding:.4rem .8rem}details::details-content{content-visibility:visible;display:block}}
    """
}
