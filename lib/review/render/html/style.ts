/** All of the page's style: it loads nothing. Colours come in pairs that can be read, light and dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b1f24; --soft: #4d5660; --line: #c9d0d8;
  --stop: #a3180f; --review: #7a4b00; --fine: #17602f; --link: #0b5cad;
  --stop-bar: #d5362b; --old-bar: #9aa4af; --bar: #2f7fd0; --rest: #a9cdf0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101317; --card: #1a1f25; --text: #e9ecef; --soft: #aab3bd; --line: #3b444e;
    --stop: #ff9d94; --review: #f3bd59; --fine: #84dba0; --link: #8cc4ff;
    --stop-bar: #e5554a; --old-bar: #6c7681; --bar: #4f9be6; --rest: #2b5582;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
main, header { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .5rem 0; }
code { font: .875em/1.4 ui-monospace, "Liberation Mono", Menlo, monospace; overflow-wrap: anywhere; }
ul, ol { margin: 0; padding: 0; list-style: none; }
.soft { color: var(--soft); }
.verdict { display: inline-block; font-weight: 700; font-size: 1.125rem; padding: .375rem .875rem;
  border: 2px solid currentColor; border-radius: .5rem; background: var(--card); }
.stop { color: var(--stop); } .review { color: var(--review); } .nothing, .info { color: var(--fine); }
.badge { display: inline-block; font-size: .8125rem; font-weight: 600; line-height: 1.3;
  padding: .0625rem .5rem; border: 1px solid currentColor; border-radius: 1rem; white-space: nowrap; }
details, .card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  margin: 0 0 .75rem; }
details.stop, details.review { border-left: .375rem solid currentColor; }
summary { padding: .625rem .875rem; cursor: pointer; overflow-wrap: anywhere; }
summary, details > div { color: var(--text); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .25rem; }
details > div { padding: 0 .875rem .75rem 2rem; }
details li { margin: .25rem 0; }
.breaks { font-weight: 600; }
.card { padding: .875rem; }
.owner { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; margin-bottom: .75rem; }
.slots { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); gap: .625rem; }
.slot { border: 1px solid var(--line); border-radius: .5rem; padding: .625rem; min-height: 7.5rem;
  display: flex; flex-direction: column; gap: .25rem; font-size: .875rem; }
.slot > .badge { align-self: flex-start; }
.slot.free { border-style: dashed; color: var(--soft); }
.slot.changed { border: 2px solid currentColor; }
.slot > * { color: var(--text); }
.slot.free > *, .slot > .soft { color: var(--soft); }
.slot > .stop { color: var(--stop); } .slot > .review { color: var(--review); } .slot > .info { color: var(--fine); }
.slot.gone .address { text-decoration: line-through; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-weight: 600; color: var(--soft); }
tbody th { font-weight: 600; min-width: 11rem; }
tbody th .soft, thead svg { font-weight: 400; }
.time { width: 46%; min-width: 22rem; padding-left: 0; padding-right: 0; }
td.until { min-width: 10rem; }
svg { display: block; width: 100%; overflow: hidden; }
svg text { fill: var(--soft); font-size: 12px; }
.grid { stroke: var(--line); stroke-width: 1; }
.now { stroke: var(--text); stroke-width: 2; stroke-dasharray: 4 3; }
.old { fill: var(--old-bar); } .window { fill: var(--bar); } .rest { fill: var(--rest); }
.dead { fill: none; stroke: var(--stop-bar); stroke-width: 2.5; }
.renewal { stroke: var(--text); stroke-width: 2; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0; font-size: .875rem; }
.legend li { display: flex; align-items: center; gap: .375rem; }
.legend svg { width: 2rem; flex: none; }
footer { max-width: 72rem; margin: 2rem auto; padding: 0 1.25rem; color: var(--soft); font-size: .875rem; }
@media (max-width: 40rem) { .slot, .slot.free { min-height: 0; } }
@media print {
  :root { color-scheme: light; --page: #ffffff; --card: #ffffff; --text: #000000; --soft: #3c434a; --line: #9aa4af;
    --stop: #8f120a; --review: #633c00; --fine: #0f4d24; --link: #000000;
    --stop-bar: #c3261c; --old-bar: #8a949e; --bar: #2f7fd0; --rest: #a9cdf0; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details, .card, .slot, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  .scroll { overflow: visible; }
  .time { min-width: 12rem; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
