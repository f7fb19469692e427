import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { giveKey, isKeyWanted } from "./api_key.ts";
import { useStore } from "./create_store.ts";

/** Asks for the API key where the server wants one. */
export function KeyDialog(): JSX.Element {
  const isWanted = useStore(isKeyWanted, (value) => value);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isWanted) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isWanted]);
  const send = (event: Event) => {
    event.preventDefault();
    const key = field.current?.value.trim() ?? "";
    if (key !== "") giveKey(key);
  };
  return (
    <dialog
      ref={dialog}
      class="key-dialog"
      aria-labelledby="key-title"
      onCancel={(event) => event.preventDefault()}
    >
      <form onSubmit={send}>
        <h2 id="key-title">This server asks for an API key</h2>
        <label for="api-key">API key</label>
        <input id="api-key" ref={field} type="password" autocomplete="off" required />
        <p class="quiet">It is kept until this window is closed, and sent to this server alone.</p>
        <button type="submit" class="button">Open</button>
      </form>
    </dialog>
  );
}
