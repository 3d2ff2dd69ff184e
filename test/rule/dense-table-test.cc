// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/dense-table.h"

#include <array>
#include <cstring>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using DenseKey = std::array<uint8_t, 3>;

void
SetValue(DenseTable& table, uint32_t row, uint16_t value)
{
    std::memcpy(table.Value(row), &value, sizeof(value));
}

uint16_t
ValueOf(const DenseTable& table, uint32_t row)
{
    uint16_t value;
    std::memcpy(&value, table.Value(row), sizeof(value));
    return value;
}

/// Of few keys, so that they come again.
DenseKey
DrawDenseKey()
{
    return {*rc::gen::inRange<uint8_t>(0, 8), *rc::gen::inRange<uint8_t>(0, 8), 7};
}

/// Rows have no gaps, and each key of the map is in one of them.
void
AssertIs(const DenseTable& table, const std::map<DenseKey, uint16_t>& model)
{
    RC_ASSERT(table.Size() == model.size());
    for (const auto& [key, value] : model)
    {
        const uint32_t row = table.Find(key.data());
        RC_ASSERT(row < table.Size());
        RC_ASSERT(std::memcmp(table.Key(row), key.data(), key.size()) == 0);
        RC_ASSERT(ValueOf(table, row) == value);
    }
}

RC_GTEST_PROP(DenseTableProperty, IsAMapWhateverComesAndGoes, ())
{
    DenseTable table(sizeof(DenseKey), sizeof(uint16_t));
    std::map<DenseKey, uint16_t> model;
    for (auto left = *rc::gen::inRange(0, 300); left > 0; --left)
    {
        const DenseKey key = DrawDenseKey();
        uint32_t row = table.Find(key.data());
        RC_ASSERT((row == DenseTable::kNone) == !model.contains(key));
        if (row != DenseTable::kNone && *rc::gen::arbitrary<bool>())
        {
            table.Erase(row);
            model.erase(key);
            RC_ASSERT(table.Find(key.data()) == DenseTable::kNone);
            continue;
        }
        if (row == DenseTable::kNone)
        {
            row = table.Insert(key.data());
            RC_ASSERT(row + 1 == table.Size());
            RC_ASSERT(ValueOf(table, row) == 0);
        }
        model[key] = *rc::gen::arbitrary<uint16_t>();
        SetValue(table, row, model[key]);
    }
    AssertIs(table, model);
}

TEST(DenseTable, AnEmptyOneHoldsNothingAndCostsNothing)
{
    const DenseTable table(sizeof(DenseKey), 1);
    const DenseKey key{};
    EXPECT_EQ(table.Find(key.data()), DenseTable::kNone);
    EXPECT_EQ(table.Size(), 0u);
    EXPECT_EQ(table.MemoryBytes(), 0u);
}

TEST(DenseTable, AtMostAnEighthOfTheRowsIsSpare)
{
    DenseTable table(sizeof(uint32_t), sizeof(uint32_t));
    constexpr uint32_t rows = 100'000;
    for (uint32_t key = 0; key < rows; ++key)
    {
        table.Insert(reinterpret_cast<const uint8_t*>(&key));
    }
    constexpr size_t index = 262'144 * sizeof(uint32_t); // at most three quarters of it are used
    EXPECT_GE(table.MemoryBytes(), index + rows * 8);
    EXPECT_LE(table.MemoryBytes(), index + (rows + rows / 8 + 2) * 8);
}

TEST(DenseTable, IsEmptyAgainWhenAllIsErased)
{
    DenseTable table(sizeof(uint32_t), 1);
    for (uint32_t key = 0; key < 1000; ++key)
    {
        table.Insert(reinterpret_cast<const uint8_t*>(&key));
    }
    while (table.Size() > 0)
    {
        table.Erase(table.Size() / 2);
    }
    for (uint32_t key = 0; key < 1000; ++key)
    {
        EXPECT_EQ(table.Find(reinterpret_cast<const uint8_t*>(&key)), DenseTable::kNone);
    }
}

} // namespace
} // namespace ns3::vnlab::test
