use super::*;

#[test]
fn the_embedded_catalogue_loads() {
    let programme = embedded().unwrap();
    assert_eq!(programme.tasks.len(), 17);
}
