internal import MutualAid
internal import Probability

/// What members paid over their membership and in whole years: tables for people and files.
struct MemberTable {
  let costs: MembershipCosts
  let options: ReportOptions

  /// One row: members of a segment who joined in a year, or who paid for the whole of one.
  private struct Row {
    let quantity: String
    let group: MembershipCosts.Group
    let mean: Estimate?
    let quantiles: [QuantileEstimate]
  }

  private var scale: Scale { Scale(.money, in: costs.outcome.scenario.currency) }

  private func rows(_ groups: [MembershipCosts.Group], _ quantity: String, at levels: [Double])
    -> [Row]
  {
    groups.map { group in
      let distribution = group.costs.distribution()
      return Row(
        quantity: quantity, group: group, mean: group.costs.mean,
        quantiles: levels.compactMap {
          distribution?.quantile($0, confidence: options.confidence)
        })
    }
  }

  private var all: [Row] {
    rows(costs.memberships, "membership_cost", at: options.quantiles)
      + rows(costs.fullYears, "full_year_cost", at: options.quantiles)
  }

  /// The contents of `members.csv`.
  var text: String {
    let names = options.quantiles.flatMap { p -> [String] in
      let name = NumberText.quantile(p, point: "_")
      return [name, name + "_lower", name + "_upper"]
    }
    return CSVText.table(
      header: ["quantity", "segment", "year", "unit", "mean", "mean_se"] + names,
      rows: all.map { row in
        let first: [String?] = [
          row.quantity, row.group.segment, "\(row.group.year)", scale.unit,
          scale.full(row.mean?.value), scale.full(row.mean?.standardError),
        ]
        return first
          + row.quantiles.flatMap { quantile -> [String?] in
            [
              scale.full(quantile.value), quantile.lower.map(scale.full),
              quantile.upper.map(scale.full),
            ]
          }
      })
  }

  /// The same for `summary.json`.
  var document: JSONText {
    .list(
      all.map { row in
        .object([
          ("quantity", .text(row.quantity)), ("segment", .text(row.group.segment)),
          ("year", .integer(row.group.year)), ("unit", .text(scale.unit)),
          ("mean", .number(scale.full(row.mean?.value))),
          ("mean_se", .number(scale.full(row.mean?.standardError))),
          (
            "quantiles",
            .list(
              zip(options.quantiles, row.quantiles).map { p, quantile in
                .object([
                  ("p", .number(p)), ("value", .number(scale.full(quantile.value))),
                  ("lower", .number(quantile.lower.map(scale.full))),
                  ("upper", .number(quantile.upper.map(scale.full))),
                ])
              })
          ),
        ])
      })
  }

  /// The tables for people.
  var blocks: [Block] {
    table(
      costs.memberships, "joined in",
      "What a member paid from joining to leaving or the horizon, \(scale.unit)")
      + table(
        costs.fullYears, "year",
        "What a year cost those who were asked at all its settlements, \(scale.unit)")
  }

  private func table(_ groups: [MembershipCosts.Group], _ heading: String, _ title: String)
    -> [Block]
  {
    guard !groups.isEmpty else { return [] }
    let levels = options.quantiles(atMost: 6)
    let rows = rows(groups, "", at: levels).map { row in
      let mean = scale.short(mean: row.mean?.value, error: row.mean?.standardError)
      let largest = row.quantiles.map(\.value).max()
      return ["\(row.group.year)", PlainWords.cleaned(row.group.segment), mean.mean, mean.error]
        + row.quantiles.map { scale.short($0.value, beside: largest) }
    }
    let range = "range over members and futures"
    return [
      .heading(title),
      .table(
        Table(
          columns: [
            .init(heading: heading, alignment: .left), .init(heading: "segment", alignment: .left),
            .init(heading: "mean", group: "estimate"),
            .init(heading: "± s.e.", group: "estimate", alignment: .left),
          ]
            + levels.map { .init(heading: NumberText.quantile($0), group: range) }, rows: rows)),
    ]
  }
}
