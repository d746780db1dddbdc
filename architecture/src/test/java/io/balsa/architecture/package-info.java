/// The rules of this repository that a tool can hold. [ModuleArrowsTest] is the map, [PureCoreTest]
/// and [SeamsTest] guard the borders that no compiler knows, and the others keep the tree tidy.
@NullMarked
package io.balsa.architecture;

import org.jspecify.annotations.NullMarked;
