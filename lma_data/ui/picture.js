// Saves a chart with its title, subtitle and source in the picture: see picture.py.
// One listener serves every card, before Plotly's own: the chart's camera button comes through here too, so that nothing
// leaves without its source. A card says in data-picture what belongs into its picture at this moment.
if (!window.lmaPictures) {
  window.lmaPictures = true
  const parts = (inside) => {
    const card = inside.closest('[class*="st-key-card-"]')
    const figure = card && card.querySelector('.js-plotly-plot')
    const said = card && card.querySelector('[data-picture]')
    return figure && said ? { figure, said: JSON.parse(said.dataset.picture) } : null
  }
  // Plotly copies the figure when its camera is clicked: it is dressed until then, and not a moment longer.
  const dress = ({ figure, said }) => {
    const before = figure.layout
    const after = { ...before, ...said.layout }
    after.margin = { ...before.margin, ...said.layout.margin }
    after.annotations = [...(before.annotations || []), ...said.annotations]
    const format = figure.dataset.format || 'png'
    delete figure.dataset.format
    figure._context.toImageButtonOptions = { ...said.picture, format }
    figure.layout = after
    setTimeout(() => { figure.layout = before }, 0)
  }
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-format], .modebar-btn')
    const found = button && parts(button)
    if (!found) return
    if (button.matches('.modebar-btn')) return dress(found)
    found.figure.dataset.format = button.dataset.format
    found.figure.querySelector('.modebar-btn').click()
  }, true)
}
