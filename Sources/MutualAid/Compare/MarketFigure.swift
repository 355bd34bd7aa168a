/// A published figure of the Chinese market, with its source.
public struct MarketFigure: Hashable, Sendable {
  /// What a figure says.
  public enum Kind: Hashable, Sendable {
    /// Benefits over premiums of short-term health insurance, combined over insurers.
    case lossRatio
    /// The greatest average share of loadings in gross premiums that the regulator allows.
    case loadingCap
  }

  /// The name by which it is chosen, unique among all.
  public let name: String
  /// What it says.
  public let kind: Kind
  /// The figure, as a rate.
  public let value: Rate
  /// The year or years it is of.
  public let period: String
  /// What it covers.
  public let scope: String
  /// Who published it.
  public let source: String

  private init(
    _ name: String, _ kind: Kind, tenThousandths: Int, _ period: String, _ scope: String,
    _ source: String
  ) {
    self.name = name
    self.kind = kind
    value = Rate(millionths: tenThousandths * 100)
    self.period = period
    self.scope = scope
    self.source = source
  }

  /// The figure of this name, or `nil`.
  public static func named(_ name: String) -> MarketFigure? { all.first { $0.name == name } }

  /// All figures, those of the industry first.
  public static let all: [MarketFigure] = [
    MarketFigure(
      "industry-2020", .lossRatio, tenThousandths: 3_800, "2020",
      "mean of 99 insurers, individual short-term health",
      "Beijing News (新京报), 2021, https://www.bjnews.com.cn/detail/161529793115635.html"),
    MarketFigure(
      "industry-2022", .lossRatio, tenThousandths: 3_942, "2022", "mean of 138 insurers",
      "china.com, 2025-11-23, https://news.china.com/socialgd/10000169/20251123/49014383_all.html"),
    MarketFigure(
      "life-insurers-2024", .lossRatio, tenThousandths: 4_030, "2024",
      "median of 66 life insurers",
      "China Science and Technology Investment (中国科技投资), 2025"),
    MarketFigure(
      "property-insurers-2024", .lossRatio, tenThousandths: 3_650, "2024",
      "median of 49 property insurers",
      "China Science and Technology Investment (中国科技投资), 2025"),
    MarketFigure(
      "commercial-health-2023", .lossRatio, tenThousandths: 4_800, "2023",
      "all commercial health insurance",
      "china.com, 2025-11-23, https://news.china.com/socialgd/10000169/20251123/49014383_all.html"),
    MarketFigure(
      "highest-2020", .lossRatio, tenThousandths: 17_387, "2020",
      "Guohua Life (国华人寿), highest of 99 insurers",
      "Beijing News (新京报), 2021, https://www.bjnews.com.cn/detail/161529793115635.html"),
    MarketFigure(
      "cigna-cmb-2020", .lossRatio, tenThousandths: 3_610, "2020",
      "Cigna & CMB Life (招商信诺), after reinsurance, with IBNR",
      "the insurer's disclosure, https://www.cignacmb.com/xinxi/dqjkx/zhpfl.html"),
    MarketFigure(
      "cigna-cmb-2023", .lossRatio, tenThousandths: 8_031, "2023",
      "Cigna & CMB Life (招商信诺), after reinsurance, with IBNR",
      "the insurer's disclosure, https://www.cignacmb.com/xinxi/dqjkx/zhpfl.html"),
    MarketFigure(
      "manulife-sinochem-2022", .lossRatio, tenThousandths: 1_650, "2022",
      "Manulife-Sinochem (中宏人寿), after reinsurance, with IBNR",
      """
      the insurer's disclosure, \
      https://www.manulife-sinochem.com/public-information/special/short-term-health-insurance
      """),
    MarketFigure(
      "loading-cap-individual", .loadingCap, tenThousandths: 3_500, "from 2020",
      "individual ordinary insurance of one year or less, share of the gross premium",
      "银保监办发〔2020〕7号, by secondary sources"),
    MarketFigure(
      "loading-cap-group", .loadingCap, tenThousandths: 2_500, "from 2020",
      "group ordinary insurance of one year or less, share of the gross premium",
      "银保监办发〔2020〕7号, by secondary sources"),
  ]
}
