extension Range<Int> {
  /// The first place that is not before what is looked for, by halving; the end when all of them are.
  ///
  /// The places that are before it have to come first.
  public func firstPlace(notBefore isBefore: (Int) -> Bool) -> Int {
    var low = lowerBound
    var high = upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
