"""The style of reports that stand alone: the tokens and pieces of the site's sheet they use."""

STYLE = """
:root {
  --b-ink: #17202c; --b-ink-2: #465263; --b-ink-3: #5d6878; --b-line: #d9dfe7; --b-line-2: #eaeef3;
  --b-edge: #7d899a; --b-paper: #fff; --b-ground: #f4f6f9; --b-accent: #1f4b8f;
  --b-yes: #14653f; --b-no: #a3261c; --b-no-tint: #fbeceb; --b-open: #7a5000;
}
*, ::before, ::after { box-sizing: border-box; }
body {
  margin: 0; color: var(--b-ink); background: var(--b-paper); line-height: 1.7;
  font-family: "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif;
  font-feature-settings: "tnum" 1; overflow-wrap: anywhere;
}
main { max-width: 1200px; margin-inline: auto; padding: 2rem 1.5rem 3rem; }
h1, h2 { font-weight: 600; line-height: 1.35; margin: 0; }
h1 { font-size: 1.75rem; }
h2 { font-size: 1.375rem; margin: 2rem 0 0.75rem; }
p { margin: 0 0 0.75rem; }
b, th { font-weight: 600; }
a { color: var(--b-accent); text-underline-offset: 3px; }
a:focus-visible, summary:focus-visible { outline: 3px solid #f0b429; outline-offset: 2px; }
ul { margin: 0; padding: 0; list-style: none; }
.s { font-size: 0.875rem; color: var(--b-ink-2); }
.c { font-size: 0.8125rem; color: var(--b-ink-3); }
.big { font-size: 2.25rem; line-height: 1.2; font-weight: 600; }
.counts { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1.5rem; margin: 1rem 0; }
.cite { display: inline-block; font-size: 0.8125rem; line-height: 1.4; color: var(--b-ink-2); border: 1px solid var(--b-line); border-radius: 4px; padding: 0.05rem 0.4rem; }
.cite::before { content: "§ "; color: var(--b-accent); font-weight: 600; }
.mark { display: inline-flex; align-items: center; gap: 0.35em; font-weight: 600; white-space: nowrap; font-size: 0.875rem; }
.mark svg { width: 1.25em; height: 1.25em; flex: none; }
.yes { color: var(--b-yes); }
.no { color: var(--b-no); }
.quiet { color: var(--b-ink-3); }
table { width: 100%; margin-top: 2rem; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: 0.6rem 0.75rem; border-top: 1px solid var(--b-line-2); }
thead th { border-top: 0; border-bottom: 2px solid var(--b-line); font-size: 0.875rem; color: var(--b-ink-2); }
tbody th { font-weight: 400; }
col.doc { width: 46%; }
col.cases { width: 18%; }
tr.un > * { background: var(--b-no-tint); }
tr.un > th { border-left: 4px solid var(--b-no); }
tr.head > th b { font-size: 1.0625rem; }
.d1 { padding-left: 1.75rem; } .d2 { padding-left: 2.75rem; } .d3 { padding-left: 3.75rem; } .d4 { padding-left: 4.75rem; }
.kind { font-weight: 600; margin-right: 0.5em; }
td li + li { margin-top: 0.2rem; }
summary { cursor: pointer; color: var(--b-accent); font-size: 0.875rem; }
.pre { white-space: pre-line; }
footer { border-top: 1px solid var(--b-line); margin-top: 2rem; padding-top: 1rem; }
@media (max-width: 760px) {
  main { padding: 1rem; }
  table, tbody, tr, th, td { display: block; width: auto; }
  thead { position: absolute; clip-path: inset(50%); }
  tr { border-top: 1px solid var(--b-line); padding-block: 0.5rem; }
  tbody th, tbody td { border: 0; padding: 0.2rem 0.5rem; }
}
@media print {
  @page { margin: 14mm; }
  body { font-size: 9.5pt; line-height: 1.5; }
  main { max-width: none; padding: 0; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  .cite, .mark, tr.un > * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""".strip()
