/*
 * Names of people who do not exist. All are long and strange enough to be found by a plain search, and none is part of
 * another word that the practice uses, so that a search for them finds a leak and nothing else.
 */
export const firstNames: readonly string[] = [
  ..."Adaeze Anselmo Aurelio Bashira Bettina Bohdana Bronwyn Calixto Catarina Dagmara Deepika Dimakatso".split(
    " ",
  ),
  ..."Eilidh Esperanza Eunjung Farhana Fionnuala Gaspard Giannoula Gwendolyn Hamidou Hirotaka Hyacinthe".split(
    " ",
  ),
  ..."Ignacia Ikechukwu Isolde Jacinthe Jarmila Joaquin Kalinda Katarzyna Kwabena Leocadia Liesbeth Lubomir".split(
    " ",
  ),
  ..."Mairéad Marisol Mbalenhle Nkechi Noémie Obiageli Olumide Oriane Parveen Pelagia Piotrek Qiaoling".split(
    " ",
  ),
  ..."Quirijn Ravindra Rosalba Rukmini Sahasra Siddharth Soledad Tamsin Thandiwe Theodoros Ulyana Umberto".split(
    " ",
  ),
  ..."Valeriya Venkatesh Wilhelmina Winifred Xiomara Xochitl Yasmina Yevgenia Zbigniew Zuleikha".split(" "),
];

export const lastNames: readonly string[] = [
  ..."Abernoth Ashkenfold Bellwhistle Bramblewick Castellnuovo Copperthwaite Dragomirov Dunwhistle".split(
    " ",
  ),
  ..."Eberswald Fairweatherby Featherstonix Gillenhaal Goldsparrow Hallowmere Hintzelmann Ivarsdottir".split(
    " ",
  ),
  ..."Jankelowitz Kallistrata Kobayashiro Lanternfield Lindenskjold Łukaszyn Marrowby Montezzano Mwangaza".split(
    " ",
  ),
  ..."Nakagawara Nettlecombe Nguyentrai Oberlindner Okonwezi Oyelaranti Papadimos Pemberwick Quillfeather".split(
    " ",
  ),
  ..."Quintavalle Rambharose Ravensdal Rosenquistin Santacroche Silverbirk Szczepanow Tanglewood".split(" "),
  ..."Thistlewick Tsukimori Underhallow Valdenegro Vandermoot Villabranca Wanjikuru Whitlockley".split(" "),
  ..."Xanthopoulis Yarrowdene Yildirimoglu Zamboranga Zeldenthuis".split(" "),
];
