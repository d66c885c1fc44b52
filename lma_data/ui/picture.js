// The PNG and SVG buttons of a card: see picture.py.
export default function ({ data, parentElement }) {
  const root = parentElement
  const plot = () => {
    const card = document.querySelector('.st-key-' + data.card)
    return card && card.querySelector('.js-plotly-plot')
  }
  const save = (format) => {
    const figure = plot()
    const camera = figure && figure.querySelector('.modebar-btn[data-attr="toImage"], .modebar-btn')
    if (!camera) return
    figure._context.toImageButtonOptions = { ...data.picture, format }
    camera.click()
  }
  // The chart's own camera button comes through here too: nothing leaves without its source.
  // A chart outlives a choice in a filter: it listens once, and takes the title and source of the moment.
  const dress = () => {
    const figure = plot()
    if (!figure) return
    const listening = figure.dressing
    figure.dressing = data
    if (listening) return
    figure.addEventListener('click', (event) => {
      if (!event.target.closest('.modebar-btn')) return
      const { layout, annotations, picture } = figure.dressing
      const before = figure.layout
      const after = { ...before, ...layout }
      after.margin = { ...before.margin, ...layout.margin }
      after.annotations = [...(before.annotations || []), ...annotations]
      figure._context.toImageButtonOptions = { ...picture, format: 'png', ...figure._context.toImageButtonOptions }
      figure.layout = after
      setTimeout(() => { figure.layout = before }, 0)
    }, true)
  }
  for (const button of root.querySelectorAll('button')) {
    button.onclick = () => { dress(); save(button.dataset.format) }
  }
  const timer = setInterval(dress, 500)
  dress()
  return () => clearInterval(timer)
}
