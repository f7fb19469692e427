import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createSystemClock } from "../../server/page/dashboard/live/system_clock.ts";

Deno.test("before anything is heard the time is not known", () => {
  assertEquals(createSystemClock().at(5), NaN);
});

Deno.test("a replay at any speed is followed between its messages", () => {
  for (const speed of [1, 10, 60, 1000]) {
    const clock = createSystemClock();
    for (let own = 0; own <= 6000; own += 1000) clock.hear(1e12 + own * speed, own);
    assertAlmostEquals(clock.at(6500), 1e12 + 6500 * speed, 1e-3);
  }
});

Deno.test("messages that come early or late do not change the speed of a wall clock, nor set it back", () => {
  const clock = createSystemClock();
  const delays = [0, 140, 20, 180, 60, 10, 150];
  delays.forEach((delay, i) => clock.hear(1e12 + 1000 * i, 1000 * i + delay));
  const before = clock.at(6300);
  assertEquals(clock.at(6400) - before, 100);
  clock.hear(1e12 + 5500, 6200);
  assert(clock.at(6200) >= 1e12 + 6000);
  clock.hear(1e12 + 7000, 7000);
  const ahead = clock.at(9000);
  clock.hear(1e12 + 7200, 9000); // held up for two seconds
  assertEquals([ahead, clock.at(9100)], [1e12 + 9000, 1e12 + 9000]);
  clock.hear(1e12 + 9500, 9500);
  assert(clock.at(9600) > 1e12 + 9500);
});

Deno.test("a replay that begins anew is believed, and a clock that falls silent does not run away", () => {
  const clock = createSystemClock();
  for (let own = 0; own <= 5000; own += 1000) clock.hear(2e12 + own * 1000, own);
  clock.hear(1e12, 6000);
  assertEquals(clock.at(6000), 1e12);
  assertEquals(clock.at(1e9), 1e12 + 4000);
});
