import type { JSX } from "preact";

/** How the rows of a table are ordered. */
export interface SortOrder {
  /** Name of the column. */
  readonly key: string;
  /** Whether the largest comes first. */
  readonly isDown: boolean;
}

/** The head of a column, a button that orders the rows by it. */
export function SortHeader(
  { name, label, isRight, order, onOrder }: {
    name: string;
    label: string;
    isRight: boolean;
    order: SortOrder;
    onOrder: (order: SortOrder) => void;
  },
): JSX.Element {
  const isActive = order.key === name;
  const sort = isActive ? (order.isDown ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" class={isRight ? "right" : undefined} aria-sort={sort}>
      <button
        type="button"
        class="sort-button"
        onClick={() => onOrder({ key: name, isDown: isActive ? !order.isDown : true })}
      >
        {label}
        <span aria-hidden="true">{isActive ? (order.isDown ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
}
