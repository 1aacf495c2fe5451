# Whether a medicine may be given.

safety-compared = Compared with { $allergies ->
    [0] no allergy
    [one] 1 allergy
   *[other] { $allergies } allergies
} and { $medicines ->
    [0] no medicine taken now
    [one] 1 medicine taken now
   *[other] { $medicines } medicines taken now
}.
safety-allergy = Allergy: { $to }.
safety-allergy-itself = { $to }.
safety-allergy-substance = This medicine is what they are allergic to.
safety-allergy-class = This medicine is one of the { $class }.
safety-allergy-related = This medicine is one of the { $class }, which may cross-react with { $of }.
safety-happened = On record: { $detail }.
safety-duplicate = Taken already: { $of }.
safety-duplicate-why = Both contain { $substance }.
safety-interaction-severe = Severe interaction with { $with }.
safety-interaction-moderate = Interaction with { $with }.
safety-interaction-minor = Minor interaction with { $with }.
safety-source = Source: { $source }.
safety-gap-medicine = “{ $name }” is not known here, or not all that is in it. Write the substance, such as “amoxicillin”, to have it compared.
safety-gap-allergies-not-asked = Nobody has asked for allergies.
safety-gap-allergy = What the allergy “{ $name }” is to is not known here, or not all of it.
safety-gap-added = Allergy “{ $name }”: some medicines are made with it, and no list here says which. Look at the package.
safety-gap-medicines-not-asked = Nobody has asked which medicines they take.
safety-gap-taken = “{ $name }”, which they take, is not known here, or not all that is in it.
safety-gap-no-list = No list of interactions has been loaded: only the fifteen severest kinds of pairs were looked for.
