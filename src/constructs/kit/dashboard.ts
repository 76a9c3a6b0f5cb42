/** Dashboards of Grafana that are lists of charts, three beside each other. */

export interface Chart {
  readonly title: string;
  /** As Grafana calls it: `s`, `percent`, `reqps`. */
  readonly unit: string;
  /** PromQL. */
  readonly expr: string;
  readonly legend: string;
}

/** Of Grafana's 24 columns. */
const WIDTH = 8;
const HEIGHT = 8;
const PER_ROW = 3;

export function panelsDashboard(title: string, charts: readonly Chart[]): Readonly<Record<string, unknown>> {
  return {
    title,
    tags: ["jangada"],
    editable: false,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    timezone: "utc",
    schemaVersion: 39,
    panels: charts.map(({ title: of, unit, expr, legend }, index) => ({
      id: index + 1,
      title: of,
      type: "timeseries",
      gridPos: { x: (index % PER_ROW) * WIDTH, y: Math.floor(index / PER_ROW) * HEIGHT, w: WIDTH, h: HEIGHT },
      targets: [{ refId: "A", expr, legendFormat: legend }],
      fieldConfig: { defaults: { unit }, overrides: [] },
    })),
  };
}
