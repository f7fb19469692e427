/** What is told of the items of every month (UTC, "2026-01"), in order, and of all of them ("all") at the end. */
export function byMonth<Item, Told>(
  items: readonly Item[],
  timeOf: (item: Item) => number,
  tell: (period: string, items: readonly Item[]) => Told,
): Told[] {
  if (items.length === 0) return [];
  const months = Map.groupBy(
    items,
    (item) => new Date(Math.floor(timeOf(item))).toISOString().slice(0, 7),
  );
  const told = [...months.keys()].sort().map((month) => tell(month, months.get(month)!));
  return [...told, tell("all", items)];
}
