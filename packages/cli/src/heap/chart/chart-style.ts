/**
 * Dark on light, and the other way round where that is asked for. A chart has
 * a ground of its own, since nobody knows what it is laid on. Where variables
 * are not understood it is the light one.
 */
export const chartStyle = `<style>
.heap { --ground: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d9dee3; }
@media (prefers-color-scheme: dark) {
.heap { --ground: #151b23; --ink: #e6edf3; --soft: #9da7b1; --line: #363d46; }
}
.heap text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
.heap text { font-size: 12px; fill: #1f2328; fill: var(--ink); }
.heap .name { font-size: 15px; font-weight: 600; }
.heap .soft { fill: #59636e; fill: var(--soft); }
.heap .ground { fill: #ffffff; fill: var(--ground); }
.heap .line { fill: none; stroke: #59636e; stroke: var(--soft); }
.heap .grid { stroke: #d9dee3; stroke: var(--line); }
.heap .bold { stroke: #1f2328; stroke: var(--ink); stroke-width: 1.5; }
.heap .mark { stroke: #1f2328; stroke: var(--ink); stroke-dasharray: 4 3; }
.heap .dot { fill: #1f2328; fill: var(--ink); stroke: #ffffff; stroke: var(--ground); }
</style>`;
