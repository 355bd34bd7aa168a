import Testing

@testable import Reports

struct PlainWordsTests {
  @Test func `words cannot steer a terminal`() {
    let words = "pool\u{1B}[2J\nnext\u{202E}evil\u{9B}x"
    #expect(PlainWords.cleaned(words) == "pool [2J next evil x")
  }

  @Test(arguments: [("pool", 4), ("相互宝", 6), ("e\u{301}", 1), ("±", 1), ("", 0)])
  func `a Chinese character fills two columns`(words: String, width: Int) {
    #expect(PlainWords.width(words) == width)
  }

  @Test func `a long text is cut, never in the middle of a character`() {
    #expect(PlainWords.shortened("相互宝 plan", to: 11) == "相互宝 plan")
    #expect(PlainWords.shortened("相互宝 plan", to: 6) == "相互…")
    #expect(PlainWords.shortened("abcdef", to: 3) == "ab…")
  }

  @Test func `lines break between words, and inside a word that no line holds`() {
    #expect(PlainWords.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(PlainWords.wrapped("分摊分摊分", to: 4) == ["分摊", "分摊", "分"])
    #expect(PlainWords.wrapped("", to: 4) == [])
  }
}
