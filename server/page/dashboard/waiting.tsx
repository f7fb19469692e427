import type { ComponentChildren, JSX } from "preact";
import type { ApiAnswer } from "./use_api.ts";

/** What is shown of an answer: that it is waited for, why there is none, or what is made of it. */
export function Waiting<T>(
  { answer: { data, error, reload }, what, children }: {
    readonly answer: ApiAnswer<T>;
    /** What is waited for, such as "the models". */
    readonly what: string;
    readonly children: (data: T) => ComponentChildren;
  },
): JSX.Element {
  if (data !== undefined) return <>{children(data)}</>;
  if (error === undefined) return <p class="waiting" role="status">Reading {what} …</p>;
  return (
    <div class="refusal" role="alert">
      <p>Cannot show {what}: {error.message}</p>
      <button type="button" class="button" onClick={reload}>Try again</button>
    </div>
  );
}
