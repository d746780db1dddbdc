/// A typed client of a group of Balsa's members, async with a blocking face.
///
/// Start at [BalsaClient]: [Keys] and [AsyncKeys] read and write, [Admin] and [AsyncAdmin] look
/// after the group. Keys, values, pairs and what a member says of itself are the messages of the
/// contract, `balsa.v1` of the module `wire`, where every field is explained.
///
/// Every call has a deadline and ends with an answer or with a [CallFailure]. How a call goes from
/// member to member until then is in [Operation], how writes are applied once in [Session].
@NullMarked
package io.balsa.client;

import org.jspecify.annotations.NullMarked;
