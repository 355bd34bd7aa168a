public import ArgumentParser
public import Reports

/// The forms of a report are values of `--format`.
extension ReportForm: ExpressibleByArgument {}
