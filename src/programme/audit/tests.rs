use super::*;
use crate::programme::load;

#[test]
fn the_embedded_catalogue_is_right() {
    let audit = audit(&load::embedded().unwrap());
    assert_eq!(audit.render(), "53/53 đẳng thức đúng\n");
}
