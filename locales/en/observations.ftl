# What was measured: flags, ranges, drawings.
observations-high = High
observations-very-high = Very high
observations-low = Low
observations-very-low = Very low
observations-abnormal = Abnormal
observations-very-abnormal = Very abnormal
observations-range-below = below { $high }
observations-range-above = above { $low }
observations-range-between = { $low } to { $high }
observations-drawing = { $name }, { $count ->
    [one] one reading, { $until }
   *[other] { $count } readings from { $from } to { $until }
}
observations-steady = Newest { $last }, lowest { $low }, highest { $high }.
observations-outside = Newest { $last }, lowest { $low }, highest { $high }; { $outside } outside the reference range.
observations-today = Today
