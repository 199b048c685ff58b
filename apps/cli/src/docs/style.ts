/** The page's look: the board's colours, light and dark, and a print that wastes nothing. */
export const STYLE = `
:root{color-scheme:light dark;--bg:light-dark(#f5f8fa,#13181e);--surface:light-dark(#fff,#1b2128);--line:light-dark(#e0e3e7,#30363e);--strong:light-dark(#c9ced5,#434b56);--ink:light-dark(#192029,#e9ebee);--ink2:light-dark(#4e5661,#a6abb2);--accent:light-dark(#2e62c9,#81aaf7);--gap:light-dark(#a3141b,#ff8a70);--gapbg:light-dark(#fdeceb,#43201a)}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:450 14px/1.5 Inter,system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:24px;letter-spacing:-.015em;margin:0 0 12px}
h2{font-size:18px;letter-spacing:-.015em;margin:40px 0 12px}
h3{font-size:15px;margin:0}
h3 em{color:var(--ink2);font-weight:450}
nav{display:flex;flex-wrap:wrap;gap:6px 16px}
a{color:var(--accent)}
article{margin:0 0 12px;padding:14px 16px;border:1px solid var(--line);border-radius:10px;background:var(--surface)}
article:target{border-color:var(--accent)}
.id,.note{margin:2px 0 8px;color:var(--ink2);font-size:12px}
code{font:12.5px/1.5 "JetBrains Mono",ui-monospace,monospace}
ul,ol{margin:4px 0;padding-inline-start:22px}
.when{list-style:none;padding:0}
.arms{list-style:none;padding-inline-start:0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;background:var(--surface);font-size:12.5px}
th,td{padding:8px 10px;border:1px solid var(--line);text-align:start;vertical-align:top}
.gap{color:var(--gap);background:var(--gapbg);font-weight:620}
.so{font-weight:620}
.ladder{list-style:none;padding:0 0 0 14px;border-inline-start:2px solid var(--strong)}
.ladder li{padding:4px 0}
.way{display:block;width:100%;height:auto}
.way rect{fill:var(--surface);stroke:var(--strong)}
.way .first{stroke:var(--accent);stroke-width:1.5}
.way .end{fill:none;stroke-dasharray:none}
.way .name{fill:var(--ink);font-weight:650;font-size:13px}
.way .state{fill:var(--ink2);font-size:12px}
.way .move{fill:none;stroke:var(--ink2);stroke-width:1.2}
.way .gated{stroke-dasharray:4 3}
.way marker path{fill:var(--ink2)}
@media print{body{background:#fff}article{break-inside:avoid}}
`.trim();
