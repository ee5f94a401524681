using System.Reflection;
using System.Text.Json.Serialization;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Components;

/// <summary>The two tables of cell kinds, what a cell is and how it is shown, agree.</summary>
public sealed class CellFacesTests
{
    public static TheoryData<CellKind> Kinds => [.. CellForms.All.Select(form => form.Kind)];

    [Fact]
    public void Faces_AreThereForEveryKind() =>
        Assert.Equal(CellForms.All.Select(form => form.Kind).Order(), CellFaces.All.Select(face => face.Kind).Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Face_ViewDrawsTheKindsState(CellKind kind)
    {
        Type view = CellFaces.All.Single(face => face.Kind == kind).View;

        Assert.True(view.IsSubclassOf(typeof(CellView<>).MakeGenericType(CellForms.Find(kind)!.State)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void BlankCell_IsOfItsKind_AndHasATitleAndANameInJson(CellKind kind)
    {
        Cell cell = CellForms.Find(kind)!.Blank(CellId.New());

        Assert.Equal(kind, CellForms.KindOf(cell));
        Assert.NotEqual("", CellFaces.TitleOf(cell, default));
        Assert.Contains(typeof(Cell).GetCustomAttributes<JsonDerivedTypeAttribute>(), name => name.DerivedType == cell.GetType());
    }
}
