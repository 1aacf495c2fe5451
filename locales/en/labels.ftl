# Labels and wristbands.

labels-label-title = Label { $mrn }
labels-wristband-title = Wristband { $mrn }
labels-born = Born { $born }
labels-mrn = MRN { $mrn }
labels-unknown = not known
labels-size = { $what } must be a number of millimetres from { $from } to { $to }.
labels-copies = Copies must be a number from 1 to { $to }.
labels-width = Width
labels-height = Height
labels-demonstration = Demonstration
labels-no-font = [no font]
labels-female = Female
labels-male = Male
labels-other = Other
labels-sex-unknown = Sex not known
