internal import Pledges

/// The styles that the overview alone has, and the rules that its own rows and columns need.
///
/// They pass the writer of texts, so no character of them may be one that it escapes.
struct OverviewStyle {
  let text: String

  init(_ overview: AccordOverview) {
    let columns = overview.matrixColumns.count
    var text = "\(OverviewStyle.fixed)\n.map{--columns:\(max(1, min(columns, 12)))}"
    // A large matrix has sheets of its own, with two stacks of rows where the letters leave room for them.
    if !overview.isRegister, overview.rows.count > 40 || columns > 12 {
      text += "@media print{#matrix{page:sheet}#columns{break-before:page}"
      text += columns < 12 ? ".map{columns:2;column-gap:6mm}}" : "}"
    }
    let boxes =
      overview.groups.indices.map { "k\($0)" } + overview.standings.indices.map { "s\($0)" }
    for box in boxes { text += "#matrix:has(#f-\(box):not(:checked)) .map .\(box){display:none}" }
    self.text = text
  }

  /// Contrast, colours and small sizes as in `Stylesheet`: the tints say nothing that the letters do not say.
  private static let fixed: StaticString = """

    .map,.key{--m:#d3ecde;--p:#fbeab8;--o:#e1e5ec;--w:#d9e9fa;--d:#fbdfca}
    @media (prefers-color-scheme:dark){.map,.key{--m:#1d4330;--p:#4a3d10;--o:#343b45;--w:#1c3a5c;--d:#57351c}}
    .answer{font-size:1.3rem;line-height:1.4;max-inline-size:46rem;margin-block:1.2rem .8rem}
    .big{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(8.3rem,45%),1fr));gap:.6rem;padding:0;margin-block:1rem;list-style:none}
    .big a{display:block;block-size:100%;border:1px solid var(--line);border-radius:.4rem;padding:.5rem .8rem;color:var(--ink);text-decoration:none}
    .big a:hover{text-decoration:underline}.big b{display:block;font-size:1.7rem;line-height:1.2}
    .key{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;padding:0;margin-block:.3rem .8rem}
    .key b{display:inline-block;min-inline-size:2.2rem;text-align:center;padding-inline:.3rem;border:1px solid var(--line);border-radius:.2rem}
    .plain{padding-inline-start:1.2rem;margin-block:.3rem .8rem}.plain li{margin-block:.15rem}
    #silent .plain,#late .plain,#outstanding .plain,#movements .plain{columns:24rem;column-gap:2rem}.plain li{break-inside:avoid}
    .facts{margin-block:.2rem}.map h3{margin:.6rem}.names{columns:15rem;column-gap:1.5rem;margin-inline:.6rem}
    .pick{display:none;flex-wrap:wrap;gap:.2rem 1.1rem;margin-block:.3rem}
    @supports selector(:has(a)){.pick{display:flex}}
    .pick label{display:inline-flex;gap:.4rem;align-items:baseline;min-block-size:1.5rem}
    .pick input{inline-size:1.1rem;block-size:1.1rem;margin:0;flex:none;position:relative;inset-block-start:.2rem}
    .map{overflow:auto;max-block-size:85vh;border:1px solid var(--line);border-radius:.3rem;margin-block:.6rem;position:relative}
    .map table{border-collapse:separate;border-spacing:0;inline-size:100%}
    .map th,.map td{padding:.25rem .3rem;border:0;border-block-end:1px solid var(--faint);text-align:center;vertical-align:middle}
    .map thead th{position:sticky;inset-block-start:0;z-index:2;background:var(--page);border-block-end:2px solid var(--line)}
    .map th:first-child{text-align:start;inline-size:16rem;min-inline-size:10rem;max-inline-size:16rem;padding-inline-start:.6rem}
    .map tbody th{position:sticky;inset-inline-start:0;z-index:1;background:var(--page);font-weight:400}
    .map thead th:first-child{inset-inline-start:0;z-index:3}
    .map th bdi,.map th span{overflow-wrap:break-word;word-break:normal;hyphens:none}
    .map .g th{background:var(--panel);font-weight:700;max-inline-size:none}.map .g span{position:sticky;inset-inline-start:.6rem}
    .map td{min-inline-size:2.6rem;border-inline-start:1px solid var(--page);font-size:.95rem;white-space:nowrap}
    .map .m,.key .m{background:var(--m)}.map .p,.key .p{background:var(--p)}.map .o,.key .o,.map .f,.key .f{background:var(--o)}
    .map .u,.key .u,.map .w,.key .w{background:var(--w)}.map .d,.key .d,.map .x,.key .x{background:var(--d)}
    .map td.e,.map td.n{color:var(--soft)}.near{display:none}
    @media (max-width:44rem){
    .map{overflow:visible;max-block-size:none;border:0}
    .map table,.map thead,.map tbody{display:block}
    .map tr{display:grid;grid-template-columns:repeat(var(--columns),minmax(0,1fr));gap:2px;padding-block:.35rem;border-block-end:1px solid var(--faint)}
    .map thead{position:sticky;inset-block-start:0;z-index:2;background:var(--page)}
    .map thead th,.map tbody th{position:static;border:0}
    .map th:first-child{grid-column:1/-1;min-inline-size:0;max-inline-size:none;inline-size:auto;padding:.1rem 0}
    .map thead th:first-child{display:none}
    .map thead th{padding:.1rem 0;font-size:.8rem;overflow-wrap:anywhere}
    .map td{min-inline-size:0;padding:.15rem 0;border:1px solid var(--faint);border-radius:.2rem;font-size:.85rem;white-space:normal;overflow-wrap:anywhere}
    .map .g{background:var(--panel)}.map .g th{padding-inline:.4rem}
    .near{display:block;margin:.2rem 0;font-weight:400;font-size:.85rem}.near bdi{display:inline-block;margin-inline-end:.7rem}
    .answer{font-size:1.15rem;margin-block:.5rem}.big{gap:.35rem;margin-block:.6rem}.big a{padding:.25rem .5rem;line-height:1.25}.big b{font-size:1.25rem}}
    @page sheet{size:A4 landscape;margin:10mm}
    @media print{
    .map,.key{--m:#fff;--p:#fff;--o:#fff;--w:#fff;--d:#fff}
    .pick{display:none}.map{overflow:visible;max-block-size:none;border:0}
    .map table{font-size:7pt;line-height:1.15}.map th,.map td{padding:.3mm .6mm;border-block-end:.2mm solid #999}
    .map thead{display:table-header-group}.map thead th,.map tbody th{position:static}
    .map td{font-size:7pt;min-inline-size:7mm;border-inline-start:.2mm solid #ccc}
    .b-met{fill:#444}.b-part,.b-wait{fill:#999}.b-other{fill:#ddd}
    .map .m{font-weight:700}.map .x,.map .d{border-block-end:.5mm solid #000}
    .map th:first-child{inline-size:auto;min-inline-size:30mm;max-inline-size:70mm}
    .map .g{break-after:avoid}.big b{font-size:13pt}.big a{padding:1mm 2mm}.answer{font-size:12pt}
    .plain{font-size:8pt;line-height:1.25;margin-block:1mm}.plain li{margin-block:.2mm}
    #silent .plain,#late .plain,#outstanding .plain,#movements .plain,#newest .plain,#changed .plain{columns:3;column-gap:5mm}}

    """
}
