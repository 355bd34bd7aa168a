public import ArgumentParser
public import Reports

/// The figures of a picture are values of `--plot`.
extension SweptFigure: ExpressibleByArgument {}
