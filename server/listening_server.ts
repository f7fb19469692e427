/** What listens: the part of Deno.HttpServer that the server needs, and a way to end it at once. */
export interface ListeningServer
  extends Pick<Deno.HttpServer<Deno.NetAddr>, "addr" | "finished" | "shutdown"> {
  /** Breaks off whatever is under way. */
  cut(): void;
}
