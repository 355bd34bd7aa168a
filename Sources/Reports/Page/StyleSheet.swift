/// How the page looks: light, dark and in print.
enum StyleSheet {
  /// The style sheet.
  static let text: Markup = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --panel: #f6f7f9; --line: #e2e5ea; --ink: #1c2128; --soft: #5d6673;
      --outer: #d9e6f2; --inner: #a8c7e2; --main: #1d5c94; --mark: #bf4f14; --second: #8a6d1f;
      --third: #55732f; --fourth: #7b4d86; --fifth: #1f7a7a; --sixth: #a0413f; --halo: #ffffff;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14171b; --panel: #1b1f25; --line: #2d333b; --ink: #e4e7eb; --soft: #98a2ae;
        --outer: #1d3044; --inner: #2f5374; --main: #83bbea; --mark: #f19357; --second: #d9b95c;
        --third: #a3c573; --fourth: #cb9ad7; --fifth: #72c7c5; --sixth: #e59a97; --halo: #14171b;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC",
        "PingFang SC", "Microsoft YaHei", "Liberation Sans", Arial, sans-serif;
    }
    main { max-width: 1008px; margin: 0 auto; padding: 40px 24px 72px; }
    h1 { font-size: 30px; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; margin: 0; }
    h2 { font-size: 20px; font-weight: 650; margin: 52px 0 4px; }
    h3 { font-size: 15px; font-weight: 650; margin: 22px 0 6px; }
    p { margin: 6px 0 12px; max-width: 46em; }
    .lead { color: var(--soft); margin: 8px 0 0; max-width: none; }
    p.over { margin: 30px 0 -4px; font-weight: 650; }
    .how { color: var(--soft); font-size: 14px; }
    .cards { display: grid; gap: 12px; margin: 14px 0 18px;
      grid-template-columns: repeat(auto-fill, minmax(178px, 1fr)); }
    .card { background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
      padding: 13px 15px 12px; }
    .card strong { display: block; font-size: 25px; line-height: 1.25; font-weight: 600;
      font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
    .card small { font-size: 14px; font-weight: 400; color: var(--soft); letter-spacing: 0;
      white-space: nowrap; }
    .card span { display: flex; justify-content: space-between; gap: 8px; font-size: 13px;
      font-variant-numeric: tabular-nums; }
    .card i { font-style: normal; color: var(--soft); }
    .card .over { font-size: 14px; font-weight: 600; }
    figure { margin: 14px 0 10px; }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px 24px; }
    .pair figure { min-width: 0; }
    @media (max-width: 720px) {
      .pair { grid-template-columns: 1fr; }
      figure { overflow-x: auto; } svg.wide { min-width: 680px; }
    }
    figcaption { font-size: 14px; margin: 0 0 6px; }
    figcaption b { font-weight: 650; }
    .legend { display: flex; flex-wrap: wrap; gap: 2px 18px; color: var(--soft); font-size: 13px; }
    .legend i { display: inline-block; width: 18px; height: 10px; margin-right: 7px;
      border-radius: 2px; vertical-align: 0; }
    .legend i.stroke { height: 0; border-top: 2.5px solid; border-radius: 0; vertical-align: 4px; }
    .legend i.dot { width: 9px; height: 9px; border-radius: 50%; }
    svg { display: block; width: 100%; height: auto; }
    svg text { font-size: 12px; fill: var(--soft); font-variant-numeric: tabular-nums; }
    svg text.event { fill: var(--ink); }
    .grid { stroke: var(--line); } .base { stroke: var(--soft); stroke-width: 1; }
    .area.outer { fill: var(--outer); } .area.inner { fill: var(--inner); }
    .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
    .line.main { stroke: var(--main); } .line.second { stroke: var(--second); }
    .line.third { stroke: var(--third); } .line.fourth { stroke: var(--fourth); }
    .line.fifth { stroke: var(--fifth); } .line.sixth { stroke: var(--sixth); }
    .area.main { fill: var(--main); } .area.second { fill: var(--second); }
    .area.third { fill: var(--third); } .area.fourth { fill: var(--fourth); }
    .area.fifth { fill: var(--fifth); } .area.sixth { fill: var(--sixth); }
    .area:is(.main, .second, .third, .fourth, .fifth, .sixth) { fill-opacity: 0.2; }
    .mark { fill: var(--mark); stroke: var(--halo); stroke-width: 1.2; }
    .strip { fill: transparent; } .strip:hover { fill: var(--ink); fill-opacity: 0.06; }
    line.event { stroke: var(--soft); stroke-dasharray: 3 3; }
    .bar { fill: var(--inner); } .bar:hover { fill: var(--main); }
    .column.main { fill: var(--main); } .column.second { fill: var(--second); }
    .column.third { fill: var(--third); } .column:hover { fill-opacity: 0.75; }
    i.column { background: currentColor; }
    line.middle { stroke: var(--main); stroke-width: 2; }
    line.end { stroke: var(--main); stroke-dasharray: 2 3; stroke-width: 1.5; }
    line.published { stroke: var(--mark); stroke-width: 2; }
    i.outer { background: var(--outer); } i.inner, i.bar { background: var(--inner); }
    i.main { color: var(--main); } i.second { color: var(--second); }
    i.third { color: var(--third); } i.fourth { color: var(--fourth); }
    i.fifth { color: var(--fifth); } i.sixth { color: var(--sixth); }
    i.end { color: var(--main); border-top-style: dotted !important; }
    i.published { color: var(--mark); } i.dot { background: var(--mark); }
    details { margin: 4px 0 12px; }
    summary { cursor: pointer; color: var(--soft); font-size: 13px; }
    summary:hover { color: var(--ink); }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-size: 13px; margin: 8px 0 14px;
      font-variant-numeric: tabular-nums; }
    th { font-weight: 600; text-align: right; vertical-align: bottom; }
    th, td { padding: 3px 0 3px 20px; white-space: nowrap; }
    th:first-child, td:first-child { padding-left: 0; }
    td { text-align: right; border-top: 1px solid var(--line); }
    thead td { border: 0; }
    th.words, td.words { text-align: left; }
    th.group { text-align: center; color: var(--soft); font-weight: 400;
      background: linear-gradient(var(--line), var(--line)) 20px 100% / 100% 1px no-repeat; }
    tbody tr:hover { background: var(--panel); }
    table.prose { width: 100%; }
    table.prose td { text-align: left; vertical-align: top; white-space: normal;
      overflow-wrap: anywhere; }
    table.prose td:first-child { white-space: nowrap; padding-right: 10px; }
    code, pre { font: 12.5px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono",
      monospace; }
    pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
      padding: 14px 16px; overflow-x: auto; }
    ol.timeline { list-style: none; margin: 14px 0 18px; padding: 0; display: grid;
      grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); }
    .timeline li { border-top: 2px solid var(--main); padding: 10px 14px 4px 0; position: relative;
      font-size: 14px; }
    .timeline li::before { content: ""; position: absolute; top: -6px; left: 0; width: 10px;
      height: 10px; border-radius: 50%; background: var(--main); }
    .timeline time { display: block; color: var(--soft); font-size: 13px;
      font-variant-numeric: tabular-nums; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 22px; margin: 8px 0 14px;
      font-size: 14px; }
    dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
    .empty { color: var(--soft); background: var(--panel); border: 1px dashed var(--line);
      border-radius: 8px; padding: 22px; text-align: center; max-width: none; font-size: 14px; }
    footer { margin-top: 52px; padding-top: 14px; border-top: 1px solid var(--line);
      color: var(--soft); font-size: 13px; }
    @media print {
      :root { --paper: #fff; --panel: #fff; --line: #d5d9df; --ink: #000; --soft: #444c57;
        --outer: #d9e6f2; --inner: #a8c7e2; --main: #1d5c94; --mark: #bf4f14; --second: #8a6d1f;
        --third: #55732f; --fourth: #7b4d86; --fifth: #1f7a7a; --sixth: #a0413f; --halo: #fff; }
      body { font-size: 10.5pt; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      main { padding: 0; max-width: none; }
      figure, .card, tr { break-inside: avoid; }
      h2, h3, figcaption { break-after: avoid; }
    }
    """
}
