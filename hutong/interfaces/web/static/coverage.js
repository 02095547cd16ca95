// The map of the city: how many communities of each district have nobody. The table behind it says the same.

const css = getComputedStyle(document.documentElement);
const token = name => css.getPropertyValue(name).trim();
const place = document.getElementById("city-map");
const figures = JSON.parse(document.getElementById("city-figures").textContent);
const words = (name, blanks) => Object.entries(blanks).reduce((said, [key, value]) => said.replace(`{${key}}`, value), place.dataset[name]);
const short = name => name.replace(/区$/, "");
const INNER = new Set(["东城", "西城", "石景山", "丰台"]); // too small for a figure on the map
// The darkest still lets the name of a district be read on it.
const TONES = [token("--brick-100"), token("--brick-200"), token("--brick-300"), "#8f989a"];

// Four steps from none to the most, in whole numbers.
function steps() {
  const most = Math.max(3, ...figures.map(one => one.vacant));
  const [low, mid] = [Math.ceil(most / 3), Math.ceil((2 * most) / 3)];
  const span = (from, to) => (from === to ? words("one", { n: from }) : words("some", { from, to }));
  return [
    { value: 0, label: place.dataset.none, color: TONES[0] },
    { gte: 1, lte: low, label: span(1, low), color: TONES[1] },
    { gt: low, lte: mid, label: span(low + 1, mid), color: TONES[2] },
    { gt: mid, label: words("many", { from: mid + 1 }), color: TONES[3] },
  ].reverse();
}

async function draw() {
  const outline = await (await fetch(place.dataset.outline)).json();
  const by = new Map(figures.map(one => [one.number, one]));
  for (const one of outline.features) one.properties.name = short(one.properties.name);
  echarts.registerMap("city", outline);
  const data = outline.features
    .map(one => by.get(one.properties.number))
    .filter(Boolean)
    .map(one => ({ name: short(one.name), value: one.vacant, href: one.href }));
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const ink = { color: token("--ink") };
  const pointed = { label: ink, itemStyle: { areaColor: token("--persimmon-line") } };
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: token("--font") },
    visualMap: {
      type: "piecewise", pieces: steps(), left: 14, top: 12, itemWidth: 18, itemHeight: 10, itemGap: 5,
      textStyle: { color: token("--ink-2"), fontSize: 12 },
    },
    series: [{
      type: "map", map: "city", data, layoutCenter: ["50%", "50%"], layoutSize: "97%", aspectScale: .78,
      selectedMode: false,
      label: { show: true, fontSize: 12, lineHeight: 16, ...ink, formatter: ({ name, value }) => (INNER.has(name) || !value ? name : `${name}\n${value}`) },
      labelLayout: { hideOverlap: true },
      itemStyle: { borderColor: token("--sheet"), borderWidth: 1.5 },
      emphasis: pointed,
    }],
  });
  chart.on("click", ({ data: one }) => { if (one?.href) location.assign(one.href); });
  addEventListener("resize", () => chart.resize());
}

draw();
