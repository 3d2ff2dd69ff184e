// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/result-store.h"
#include "test/support/result-fixtures.h"
#include "test/support/temporary-folder.h"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>

namespace ns3::vnlab
{

namespace
{

RunResult
WithInputs(uint32_t run, const std::shared_ptr<const RunInputs>& inputs)
{
    RunResult result = AnyResult();
    result.key.run = run;
    result.inputs = inputs;
    return result;
}

int
TextsIn(const std::string& path)
{
    return SQLite::Database(path).execAndGet("SELECT count(*) FROM input_text").getInt();
}

TEST(StoreInputsTest, FilesAreKeptByRunWithBytesOfAnyKind)
{
    const TemporaryFolder folder;
    const auto first = std::make_shared<const RunInputs>(
        RunInputs{{"a.dot", "graph { a }\n"}, {"../w\xff.graphml", std::string("\0\xff", 2)}});
    const auto second = std::make_shared<const RunInputs>(RunInputs{{"a.dot", "graph { b }\n"}});
    {
        ResultStore store = ResultStore::Open(folder / "r.sqlite", {"1", "3"});
        store.Write(WithInputs(0, first));
        store.Write(WithInputs(1, second));
        store.Write(WithInputs(2, nullptr));
        EXPECT_EQ(*store.InputsOf(WithInputs(0, {}).key), *first);
    }
    const ResultStore store = ResultStore::OpenReadOnly(folder / "r.sqlite");
    EXPECT_EQ(*store.InputsOf(WithInputs(0, {}).key), *first);
    EXPECT_EQ(*store.InputsOf(WithInputs(1, {}).key), *second);
    EXPECT_THAT(*store.InputsOf(WithInputs(2, {}).key), testing::IsEmpty());
    EXPECT_THAT(*store.InputsOf(WithInputs(3, {}).key), testing::IsEmpty());
}

TEST(StoreInputsTest, ATextIsThereOnceHoweverManyRunsAndNamesHaveIt)
{
    const TemporaryFolder folder;
    const RunInputs inputs{{"a.dot", "graph { a }"}, {"b.dot", "graph { a }"}};
    for (uint32_t run = 0; run < 3; ++run)
    {
        ResultStore::Open(folder / "r.sqlite", {"1", "3"})
            .Write(WithInputs(run, std::make_shared<const RunInputs>(inputs)));
    }
    EXPECT_EQ(TextsIn(folder / "r.sqlite"), 1);
}

TEST(StoreInputsTest, ARunThatIsReplacedHasItsNewFiles)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "r.sqlite", {"1", "3"});
    store.Write(WithInputs(0, std::make_shared<const RunInputs>(RunInputs{{"a", "1"}})));
    store.Write(WithInputs(0, std::make_shared<const RunInputs>(RunInputs{{"b", "2"}})));
    EXPECT_EQ(*store.InputsOf(WithInputs(0, {}).key), (RunInputs{{"b", "2"}}));
    EXPECT_EQ(TextsIn(folder / "r.sqlite"), 1) << "nobody has the old one any more";
    store.Write(WithInputs(0, std::make_shared<const RunInputs>(RunInputs{{"a", "1"}})));
    EXPECT_EQ(*store.InputsOf(WithInputs(0, {}).key), (RunInputs{{"a", "1"}}));
}

TEST(StoreInputsTest, AnOlderStoreHasNoneAndTakesThem)
{
    const TemporaryFolder folder;
    ResultStore::Open(folder / "r.sqlite", {"1", "3"}).Write(WithInputs(0, nullptr));
    SQLite::Database(folder / "r.sqlite", SQLite::OPEN_READWRITE)
        .exec("DROP TABLE input; DROP TABLE input_text; PRAGMA user_version = 4");
    EXPECT_THAT(*ResultStore::OpenReadOnly(folder / "r.sqlite").InputsOf(WithInputs(0, {}).key),
                testing::IsEmpty());
    ResultStore store = ResultStore::Open(folder / "r.sqlite", {"1", "3"});
    store.Write(WithInputs(1, std::make_shared<const RunInputs>(RunInputs{{"a", "1"}})));
    EXPECT_EQ(*store.InputsOf(WithInputs(1, {}).key), (RunInputs{{"a", "1"}}));
    EXPECT_EQ(store.Read().size(), 2U);
}

} // namespace

} // namespace ns3::vnlab
