/** A dashboard of Grafana: figures over time, side by side, of those that are chosen. */

export interface Figure {
  readonly title: string;
  /** As Grafana calls it: `percent`, `bytes`, `ops`, `short`. */
  readonly unit: string;
  /** PromQL. */
  readonly expr: string;
  /** With Prometheus' labels in it: `{{job}}`. */
  readonly legend: string;
}

export interface FiguresProps {
  /** What Grafana lists it under. */
  readonly title: string;
  /** Beside the project's own. */
  readonly tag: string;
  /** What is chosen from: a variable of the figures' expressions, and the query that lists its values. */
  readonly choice: { readonly name: string; readonly label: string; readonly query: string; readonly refId: string };
  /** In their order, three in a row. */
  readonly figures: readonly Figure[];
}

/** Grafana divides a dashboard's width into so many columns. */
const COLUMNS = 24;
const WIDTH = 8;
const HEIGHT = 8;

const DATASOURCE = { type: "prometheus", uid: "$datasource" } as const;

export function figuresDashboard({ title, tag, choice, figures }: FiguresProps): Readonly<Record<string, unknown>> {
  const { name, label, query, refId } = choice;
  return {
    title,
    tags: ["jangada", tag],
    timezone: "browser",
    schemaVersion: 39,
    time: { from: "now-6h", to: "now" },
    refresh: "1m",
    templating: {
      list: [
        { name: "datasource", type: "datasource", query: "prometheus", label: "Data source" },
        {
          name,
          type: "query",
          label,
          datasource: DATASOURCE,
          query: { query, refId },
          includeAll: true,
          multi: true,
          current: { text: "All", value: "$__all" },
          refresh: 2,
        },
      ],
    },
    panels: figures.map((figure, index) => ({
      id: index + 1,
      type: "timeseries",
      title: figure.title,
      datasource: DATASOURCE,
      gridPos: {
        x: (index * WIDTH) % COLUMNS,
        y: Math.floor((index * WIDTH) / COLUMNS) * HEIGHT,
        w: WIDTH,
        h: HEIGHT,
      },
      fieldConfig: { defaults: { unit: figure.unit, min: 0 }, overrides: [] },
      targets: [{ refId: "A", expr: figure.expr, legendFormat: figure.legend, datasource: DATASOURCE }],
    })),
  };
}
