import { parser } from '@prometheus-io/lezer-promql';

/** A metric that a query reads, with the labels that it looks at. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/**
 * What a query reads, by Prometheus' own grammar. Labels that it groups by count for each metric.
 *
 * @throws Error where the query is none.
 */
export function selectorsIn(query: string): readonly Selector[] {
  const found: { metric: string; labels: string[] }[] = [];
  const grouped: string[] = [];
  let isGrouping = false;
  parser.parse(query).iterate({
    enter: ({ name, type, from, to }) => {
      const text = query.slice(from, to);
      if (type.isError) throw new Error(`no PromQL at ${JSON.stringify(query.slice(from, from + 20))}: ${query}`);
      if (name === 'VectorSelector') found.push({ metric: '', labels: [] });
      if (name === 'GroupingLabels' || name === 'LabelMatchers') isGrouping = name === 'GroupingLabels';
      const last = found.at(-1);
      if (name === 'Identifier' && last !== undefined) last.metric = text;
      if (name === 'LabelName') (isGrouping ? grouped : last?.labels)?.push(text);
    },
  });
  return found.map(({ metric, labels }) => ({ metric, labels: [...labels, ...grouped] }));
}
