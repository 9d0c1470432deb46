/// The one style sheet of all pages, set into each of them and allowed by its digest.
///
/// Contrast is at least 4.5 to 1 for text and 3 to 1 for lines that matter, in both colour schemes (WCAG 2.2 §1.4.3,
/// §1.4.11). There is no red: no status is an accusation. Sides are those of the text (`inline-start`), so that a page
/// reads from right to left as well. In print nothing hangs on colour, and every page has its number.
enum Stylesheet {
  static let text: HTMLWriter.Literal = """
    :root{color-scheme:light dark;--ink:#1b1f24;--soft:#4a5460;--page:#fff;--panel:#f5f6f8;--line:#7b8794;--faint:#d9dde2;
    --link:#0b4f9e;--good:#d3ebdd;--part:#fbeab8;--other:#e3e6ec;--wait:#d9e9fa;--mark:#17508f;--warn:#fbdfca;--ins:#d9efe2;--del:#f2e3ea}
    @media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#b3bcc6;--page:#14171a;--panel:#1d2126;--line:#77818d;
    --faint:#343b43;--link:#8cc0ff;--good:#1d4330;--part:#4a3d10;--other:#31373f;--wait:#1c3a5c;--mark:#8cc0ff;--warn:#52321a;
    --ins:#1d4330;--del:#4d2438}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif;
    overflow-wrap:anywhere}
    header,main,footer{max-inline-size:64rem;margin-inline:auto;padding-inline:1.25rem}
    a{color:var(--link)}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible,input:focus-visible
    {outline:3px solid var(--mark);outline-offset:2px}
    .skip{position:absolute;inset-inline-start:-200vw}.skip:focus{inset-inline-start:1rem;inset-block-start:.5rem;background:var(--page);padding:.25rem .75rem;z-index:2}
    .hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .banner{border:2px solid var(--line);background:var(--part);padding:.4rem 1rem;margin-block-start:1rem;border-radius:.4rem}
    .banner p{margin:.15rem 0}.crumb{color:var(--soft);margin:1rem 0 0}
    h1{font-size:1.9rem;line-height:1.15;margin:.1rem 0 .2rem}h2{font-size:1.25rem;margin:2.2rem 0 .7rem}
    h3{font-size:1.05rem;margin:1.1rem 0 .4rem}h4{font-size:.95rem;margin:.9rem 0 .2rem;color:var(--soft);font-weight:600}
    .answer{font-size:1.3rem;line-height:1.4;margin:.6rem 0 .4rem;max-inline-size:44rem}.facts,.sub{color:var(--soft);margin:.2rem 0}
    .notice{color:var(--soft);border-block-start:1px solid var(--faint);padding-block-start:.5rem;margin-block:.8rem}.notice p{margin:.2rem 0}
    nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;padding:0;margin:.5rem 0 0}
    nav a{display:inline-block;padding:.15rem 0;min-block-size:1.5rem}
    dl.fields{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;margin:0}dl.fields dt{color:var(--soft);min-inline-size:0}
    dl.fields dd{margin:0;min-inline-size:0}dl.counts{grid-template-columns:repeat(auto-fill,minmax(9rem,max-content) 4rem);margin-block-start:.8rem}
    dl.dates{display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;margin:.3rem 0}dl.dates div{display:flex;gap:.5rem}dl.dates dt{color:var(--soft)}dl.dates dd{margin:0}dl.letters dt{color:var(--ink);font-weight:600}
    code,.hash{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.88em;overflow-wrap:anywhere}
    pre{background:var(--panel);padding:.5rem .7rem;border-radius:.3rem;margin:.2rem 0;white-space:pre-wrap;direction:ltr;text-align:left}pre code{user-select:all}
    .proof,.glossary{background:var(--panel);border:1px solid var(--faint);border-radius:.4rem;padding:.6rem 1rem;margin-block:1rem}.proof pre{background:var(--page)}
    .scroll{overflow-x:auto;position:relative;margin-block-end:.6rem}table{border-collapse:collapse;inline-size:100%}caption{position:absolute;inset-inline-start:-200vw;inline-size:20rem}
    bdi{overflow-wrap:anywhere}
    th,td{text-align:start;vertical-align:top;padding:.35rem .6rem;border-block-end:1px solid var(--faint);overflow-wrap:break-word}
    thead th{border-block-end:2px solid var(--line);font-weight:600}tbody th{font-weight:600}td.num,th.num{text-align:end;white-space:nowrap}
    .lab{display:none}.badge,.state{display:inline-block;border-radius:.3rem}.badge{padding:.05rem .5rem;border:1px solid var(--line);background:var(--other);margin-block:.05rem;margin-inline-end:.2rem}
    .badge.note{background:var(--page);border-style:dashed}
    .s-met{background:var(--good)}.s-part{background:var(--part)}.s-other,.s-filed,.s-optional{background:var(--other)}.s-upcoming,.s-open{background:var(--wait)}
    .s-overdue,.s-missing{background:var(--warn)}.s-off{background:var(--page)}
    .strip{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(8.5rem,100%),1fr));gap:.35rem;padding:0;margin:.8rem 0;list-style:none}
    .strip li{border:1px solid var(--line);border-radius:.4rem;padding:.3rem .5rem;line-height:1.25}.strip b,.strip .state,.strip small{display:block}
    .strip .s-overdue,.strip .s-missing,.badge.s-overdue,.badge.s-missing{border-style:dashed}.strip .s-off{border-color:var(--faint)}
    .strip.tight{grid-template-columns:repeat(auto-fill,minmax(4.6rem,1fr));margin:.3rem 0}.glance h3{margin-block-end:0}.glance p{margin:.1rem 0}
    .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(11rem,44%),1fr));gap:.6rem;padding:0;margin:0;list-style:none}
    .figures li{background:var(--panel);border:1px solid var(--faint);border-radius:.4rem;padding:.5rem .75rem}.figures b{display:block;font-size:1.15rem}
    .card{border:1px solid var(--faint);border-inline-start:.4rem solid var(--line);border-radius:.4rem;padding:.8rem 1rem;margin:0 0 .8rem}
    .card h3{margin:0}.card p{margin:.3rem 0}.card ul{margin:.3rem 0;padding-inline-start:1.2rem}
    .t-met{border-inline-start-color:#3f8f64}.t-part{border-inline-start-color:#b08a15}.t-overdue,.t-missing{border-inline-start-color:#b8632a;border-inline-start-style:dashed}
    .top{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:baseline;justify-content:space-between}.top>*{min-inline-size:0}
    .plain{list-style:none;padding:0}.plain li{margin:.25rem 0}
    .said,.text{white-space:pre-line;margin:.3rem 0}.said{padding-inline-start:.8rem;border-inline-start:3px solid var(--faint)}.gone{color:var(--soft);font-style:italic}.small{color:var(--soft);font-size:.92em}
    .sides{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.sides>div{min-inline-size:0}
    .events{list-style:none;padding:0;margin:0}.events li{margin:0;padding:.3rem .5rem;border-block-end:1px solid var(--faint)}.events time{font-weight:600}
    li:target{background:var(--wait)}.number{white-space:nowrap}
    ins{background:var(--ins);text-decoration:underline}del{background:var(--del);text-decoration:line-through}
    svg{max-inline-size:100%;block-size:auto}svg text{fill:var(--ink);font:12px system-ui,"DejaVu Sans",sans-serif}.line svg{direction:ltr}.line .narrow{display:none}.axis,.tick{stroke:var(--line);stroke-width:2}
    .span{fill:var(--wait);stroke:var(--line)}.grace{fill:var(--part);stroke:var(--line);stroke-dasharray:3 2}.pin{stroke:var(--ink);stroke-width:1.5}
    .dot{fill:var(--page);stroke:var(--ink);stroke-width:1.5}.dot.filed{fill:var(--good)}.dot.disputed{fill:var(--part);stroke-dasharray:3 2}.course{fill:none;stroke:var(--mark);stroke-width:2}.point{fill:var(--mark)}
    ol.legend{columns:20rem;margin:.5rem 0;padding-inline-start:1.6rem}details{margin:.5rem 0}summary{cursor:pointer;padding:.15rem 0}
    td.code{text-align:center;white-space:nowrap;border:1px solid var(--faint)}.b-met{fill:var(--good)}.b-part{fill:var(--part)}.b-wait{fill:var(--wait)}.b-other{fill:var(--other)}.b-blank{fill:var(--page)}
    .bar{display:block;margin-block-end:.2rem}.bar rect{stroke:var(--line)}input.filters{inline-size:1.2rem;block-size:1.2rem;vertical-align:middle;margin-block:.2rem;margin-inline:0 .3rem}
    label.filters{display:inline-block;margin-inline-end:1.2rem;padding:.15rem 0}
    footer{margin-block-start:2.5rem;padding-block-end:2rem;border-block-start:1px solid var(--faint)}
    @media (max-width:44rem){dl.fields{grid-template-columns:1fr;gap:0}dl.fields dd{margin-block-end:.5rem}dl.counts{grid-template-columns:1fr 4rem}.sides{grid-template-columns:1fr}
    header,main,footer{padding-inline:.9rem}.card{padding:.6rem .7rem}
    table.cards thead{position:absolute;inset-inline-start:-200vw}table.cards,table.cards tbody,table.cards tr,table.cards th,table.cards td{display:block}
    table.cards tr{border:1px solid var(--faint);border-radius:.4rem;margin-block-end:.7rem;padding:.4rem .6rem}table.cards th,table.cards td{border:0;padding:.12rem 0}
    table.cards .lab{display:inline-block;min-inline-size:8.5rem;color:var(--soft);font-weight:400}table.cards td.num{text-align:start}}
    @media screen and (max-width:44rem){.line .wide{display:none}.line .narrow{display:inline}}
    @media print{@page{size:A4;margin:13mm 13mm 16mm;@bottom-center{content:counter(page) " / " counter(pages);font:9pt sans-serif}}
    :root{--page:#fff;--ink:#000;--soft:#333;--panel:#fff;--line:#666;--faint:#bbb;--link:#000;
    --good:#fff;--part:#fff;--other:#fff;--wait:#fff;--warn:#fff;--ins:#fff;--del:#fff;--mark:#000;font-size:8.8pt}body{line-height:1.35}nav,.skip,.filters,.why,.glossary{display:none}
    a{text-decoration:none}h1{font-size:1.7rem}.answer{font-size:1.2rem;max-inline-size:none}h2{margin:.9rem 0 .3rem}.card{padding:.35rem .6rem;margin-block-end:.4rem}.events li{padding:.12rem 0}
    tr,.events li,.strip li{break-inside:avoid}h2,h3,h4,thead{break-after:avoid}thead{display:table-header-group}.scroll{overflow:visible}
    .s-met,.s-part{border-width:2px}.s-missing,.s-overdue{border-style:dashed}.b-met{stroke-width:2}.b-part{stroke-dasharray:4 2}.b-wait{stroke-dasharray:1 2}.b-other{stroke-dasharray:6 1}
    header,main,footer{max-inline-size:none;padding-inline:0}.notice,footer{margin-block-start:.5rem}.banner{padding:.2rem .6rem}details::details-content{content-visibility:visible;display:block}.proof summary{display:none}}
    """
}
