import { assertFigure } from "./check_svg.ts";
import { drawPointExplanationMap } from "../../../engine/drawing/mod.ts";

Deno.test("the key of an explanation map is short enough to be drawn whole", async () => {
  const from = "2020-01-02T00:00:00.000Z";
  const event = { event: 1, time: "2020-01-01T00:00:00.000Z", magnitude: 4, amount: 2e-3 };
  const svg = await drawPointExplanationMap({
    question: "Where does the rate at longitude 10.5, latitude 45.5 come from?",
    unit: "expected events per square kilometre",
    from,
    to: from,
    total: 2.5e-3,
    background: { amount: 5e-4, share: 0.2 },
    events: [{ ...event, longitude: 10.5, latitude: 45.5, share: 0.8 }],
    rest: { events: 0, amount: 0, share: 0 },
    cells: {
      grid: {
        box: { west: 10, south: 45, east: 11, north: 46 },
        cellDegrees: 0.5,
        rows: 2,
        columns: 2,
      },
      amount: [0, 0, 0, 2e-3],
    },
    model: { name: "sample", process: "etas", filesSha256: "" },
    warnings: [],
  });
  assertFigure(svg, ["By 0.5° cell of the parent: expected events per km²", "20 % is background"]);
});
