internal import MutualAid

/// What every page has around its own sections.
enum PageFrame {
  /// A whole page.
  static func text(title: String, programVersion: String, _ sections: [Markup]) -> String {
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="generator" content="fentan \(programVersion)"/>
      <title>\(title)</title>
      <style>
      \(StyleSheet.text)
      </style>
      </head>
      <body>
      <main>
      \(sections.filter { $0 != .none })
      </main>
      </body>
      </html>

      """
    return page.text
  }

  /// A picture with its title and legend, or a word on why there is none.
  static func figure(_ title: String, legend: [Markup], _ picture: Markup?) -> Markup {
    guard let picture else {
      return """
        <figure><figcaption><b>\(title)</b></figcaption>
        <p class="empty">There is nothing to draw: the run has no such figures.</p></figure>
        """
    }
    return """
      <figure><figcaption><b>\(title)</b><div class="legend">\(legend)</div></figcaption>
      \(picture)
      </figure>
      """
  }

  /// A piece of a legend: a swatch and its name.
  static func key(_ style: Markup, _ name: String) -> Markup {
    "<span><i class=\"\(style)\"></i>\(name)</span>"
  }

  /// What a scenario assumes and where its figures come from.
  static func provenance(_ provenance: [Provenance]) -> Markup {
    func rows(_ kind: Provenance.Kind) -> [Markup] {
      provenance.filter { $0.kind == kind }.map { item -> Markup in
        "<tr><td><code>\(item.key)</code></td><td>\(item.text)</td></tr>"
      }
    }
    func part(_ title: String, _ rows: [Markup]) -> Markup {
      rows.isEmpty
        ? .none : "<h3>\(title)</h3><table class=\"prose\"><tbody>\(rows)</tbody></table>"
    }
    guard !provenance.isEmpty else { return .none }
    return """
      <section>
      <h2>Assumptions and sources</h2>
      \(part("Assumed, because nobody knows it", rows(.assumed)))
      \(part("Published", rows(.source)))
      </section>
      """
  }

  /// What makes the same page again; `files` hold the figures in full.
  static func footer(
    _ facts: [(name: String, text: String)], scenarioText: String, files: [String]
  ) -> Markup {
    let scenario: Markup = """
      <details><summary>The scenario</summary><pre>\(scenarioText)</pre></details>
      """
    let names = files.map { file -> Markup in "<code>\(file)</code>" }
    let list = names.dropFirst().reduce(names.first ?? .none) { $0 + ",\n" + $1 }
    return """
      <section>
      <h2>How this was made</h2>
      \(Block.facts(facts).markup)
      \(scenarioText.isEmpty ? .none : scenario)
      </section>
      <footer>The same scenario, seed and replications give this page to the byte. Every figure in
      full, with its error: \(list).</footer>
      """
  }
}
