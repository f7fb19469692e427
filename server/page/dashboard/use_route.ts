import { useEffect, useState } from "preact/hooks";

/** Path of the page that the address names: "/live" for "#/live"; "/" where it names none. */
export function routeOf(hash: string): string {
  return /^#(\/[^?]*)/.exec(hash)?.[1] ?? "/";
}

/** The path in the address, followed as it changes. */
export function useRoute(): string {
  const [route, setRoute] = useState(routeOf(location.hash));
  useEffect(() => {
    const read = () => setRoute(routeOf(location.hash));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return route;
}
