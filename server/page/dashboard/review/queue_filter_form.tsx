import type { JSX } from "preact";
import { type Review, REVIEW_KINDS } from "../../../../engine/domain/mod.ts";
import { useApi } from "../use_api.ts";
import { type QueueFilter, SAID } from "./queue_filter.ts";
import { KIND_NAMES } from "./review_words.ts";

/** What is listed, by kind, by what was said and who said it, and by time. */
export function QueueFilterForm(
  { filter, onFilter }: {
    readonly filter: QueueFilter;
    readonly onFilter: (filter: QueueFilter) => void;
  },
): JSX.Element {
  const { kind, said, author = "", from = "", to = "" } = filter;
  const change = (name: keyof QueueFilter) => (event: { currentTarget: { value: string } }) =>
    onFilter({ ...filter, [name]: event.currentTarget.value || undefined });
  const times = [["from", "From", from], ["to", "To", to]] as const;
  return (
    <form
      class="queue-filter"
      role="search"
      aria-label="What is listed"
      onSubmit={(event) => event.preventDefault()}
    >
      <label class="field">
        <span>Show</span>
        <select id="queue-said" value={said ?? ""} onChange={change("said")}>
          <option value="">needs a look</option>
          {SAID.map((one) => (
            <option key={one} value={one}>{one === "anything" ? "all reviewed" : one}</option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Kind</span>
        <select value={kind ?? ""} onChange={change("kind")}>
          <option value="">all kinds</option>
          {REVIEW_KINDS.map((one) => <option key={one} value={one}>{KIND_NAMES[one]}</option>)}
        </select>
      </label>
      {times.map(([name, label, value]) => (
        <label key={name} class="field">
          <span>{said === undefined ? label : `Said ${label.toLowerCase()}`}, UTC</span>
          <input
            value={value}
            placeholder="any time"
            title="Such as 2026-06-01 00:30"
            autocomplete="off"
            onChange={change(name)}
          />
        </label>
      ))}
      {said !== undefined && <AuthorChoice author={author} onChange={change("author")} />}
    </form>
  );
}

/** One of those who said something of late, or whom the address names. */
function AuthorChoice(
  { author, onChange }: {
    author: string;
    onChange: (event: { currentTarget: { value: string } }) => void;
  },
): JSX.Element {
  const { data } = useApi<{ reviews: Review[] }>("/v1/reviews?last=true&limit=1000");
  const authors = [...new Set((data?.reviews ?? []).map((review) => review.author))].sort();
  return (
    <label class="field wide">
      <span>By</span>
      <select value={author} onChange={onChange}>
        <option value="">everyone</option>
        {[...new Set([author, ...authors])].filter(Boolean).map((one) => (
          <option key={one} value={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
