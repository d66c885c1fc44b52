// Draws the charts of the language that is shown. plotly.js lies in the page, packed; without script the tables say the same.
(() => {
  let plotly;

  const unpack = async () => {
    const packed = document.getElementById("plotly").textContent.trim();
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const code = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    const script = document.createElement("script");
    script.textContent = code;
    document.head.append(script);
  };

  const draw = async () => {
    const shown = document.querySelector(".switch:checked").value;
    const article = document.getElementById(`brief-${shown}`);
    document.documentElement.lang = shown;
    document.title = article.dataset.title;
    const print = document.getElementById("print");
    print.hidden = false;
    print.textContent = article.dataset.print;
    plotly ??= unpack();
    await plotly;
    const figures = JSON.parse(document.getElementById(`figures-${shown}`).textContent);
    for (const place of article.querySelectorAll(".chart:empty")) {
      const { data, layout } = figures[place.dataset.figure];
      Plotly.newPlot(place, data, layout, { displayModeBar: false, showSendToCloud: false });
    }
  };

  document.querySelectorAll(".switch").forEach((choice) => choice.addEventListener("change", draw));
  document.getElementById("print").addEventListener("click", () => window.print());
  draw();
})();
